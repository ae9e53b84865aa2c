package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {
  private static double[] times(double factor, double... values) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  private static final double[] BEFORE = {100, 101, 102, 103, 104, 105, 106};

  @Test
  void theEffectOfAFactorIsThatFactorAndItsIntervalIsAroundIt() {
    Effect effect = Effect.of(Measure.BITRATE, BEFORE, times(1.28, BEFORE));

    assertThat(effect.typical()).isCloseTo(1.28, within(1e-9));
    assertThat(effect.low()).isGreaterThan(1.24).isLessThan(1.28);
    assertThat(effect.high()).isGreaterThan(1.28).isLessThan(1.32);
    assertThat(effect.better()).isTrue();
    assertThat(effect.text()).isEqualTo("+28 % [24, 32], n=7+7");
  }

  @Test
  void noEffectSpansNone() {
    Effect effect = Effect.of(Measure.BITRATE, BEFORE, BEFORE);

    assertThat(effect.typical()).isEqualTo(1);
    assertThat(effect.better()).isFalse();
    assertThat(effect.worse()).isFalse();
    assertThat(effect.text()).startsWith("0 % [−");
  }

  @Test
  void aSlowerCaseIsWorse() {
    assertThat(Effect.of(Measure.BITRATE, BEFORE, times(0.5, BEFORE)).worse()).isTrue();
  }

  @Test
  void aLargeEffectIsAFactor() {
    assertThat(Effect.of(Measure.BITRATE, BEFORE, times(35, BEFORE)).text())
        .matches("35 times \\[\\d\\d, \\d\\d\\], n=7\\+7");
  }

  @Test
  void lossIsADifferenceAndLessIsBetter() {
    Effect effect =
        Effect.of(
            Measure.LOSS, new double[] {0.51, 0.52, 0.53, 0.54}, new double[] {0, 0, 0, 0.001});

    assertThat(effect.better()).isTrue();
    assertThat(effect.text()).isEqualTo("−52 points of loss [−54, −51], n=4+4");
  }

  /** Ties are no shift. */
  @Test
  void nothingLostBeforeAndAfterIsNoEffect() {
    Effect effect = Effect.of(Measure.LOSS, new double[7], new double[7]);

    assertThat(effect.better() || effect.worse()).isFalse();
    assertThat(effect.text()).isEqualTo("0 points of loss [0, 0], n=7+7");
  }

  @Test
  void threeTrialsGiveNoIntervalOf95PercentAndSayWhatTheyGive() {
    Effect effect =
        Effect.of(Measure.BITRATE, new double[] {1, 2, 3}, new double[] {100, 101, 102});

    assertThat(effect.certain()).isFalse();
    assertThat(effect.confidence()).isCloseTo(0.9, within(1e-12));
    assertThat(effect.text()).endsWith(" at 90 %, n=3+3");
  }

  @Test
  void aSingleTrialEachIsARatioAndNothingMore() {
    Effect effect = Effect.of(Measure.BITRATE, new double[] {2}, new double[] {3});

    assertThat(effect.typical()).isEqualTo(1.5);
    assertThat(effect.confidence()).isZero();
  }

  /**
   * Critical values of U, two-sided 5 %, as in the tables of Mann and Whitney's test: so many of
   * the sorted ratios are left out at either end, that many being U or less.
   */
  @ParameterizedTest
  @CsvSource({"4, 4, 0", "5, 5, 2", "6, 6, 5", "7, 7, 8", "8, 8, 13", "5, 7, 5", "20, 20, 127"})
  void leavesOutAsManyAsTheTablesSay(int n, int m, int critical) {
    double[] below = MannWhitney.below(n, m);

    assertThat(2 * below[critical + 1]).isLessThanOrEqualTo(0.05);
    assertThat(2 * below[critical + 2]).isGreaterThan(0.05);
    assertThat(below[n * m + 1]).isCloseTo(1, within(1e-9));
  }

  /** All orders of five and three values, counted. */
  @Test
  void theDistributionIsThatOfCounting() {
    int[] counts = new int[16];
    int orders = 0;
    for (int mask = 0; mask < 256; mask++) {
      if (Integer.bitCount(mask) == 3) {
        counts[exceeded(mask)]++;
        orders++;
      }
    }
    double[] below = MannWhitney.below(3, 5);
    double sum = 0;
    for (int u = 0; u <= 15; u++) {
      assertThat(below[u]).isCloseTo(sum / orders, within(1e-12));
      sum += counts[u];
    }
  }

  /** Pairs in which one of the first sample (bits set) is above one of the second. */
  private static int exceeded(int mask) {
    int pairs = 0;
    for (int high = 0; high < 8; high++) {
      for (int low = 0; low < high; low++) {
        pairs += (mask >> high & 1) == 1 && (mask >> low & 1) == 0 ? 1 : 0;
      }
    }
    return pairs;
  }

  /** What an interval of 95 % is for: over many experiments it holds the truth so often. */
  @Test
  void theIntervalHoldsTheTrueFactorInAtLeast95Of100Experiments() {
    Random random = new Random(7);
    int held = 0;
    for (int experiment = 0; experiment < 4000; experiment++) {
      double[] before = random.doubles(7).map(u -> Math.exp(0.3 * u * u)).toArray();
      double[] after = random.doubles(7).map(u -> 1.2 * Math.exp(0.3 * u * u)).toArray();
      Effect effect = Effect.of(Measure.BITRATE, before, after);
      held += effect.low() <= 1.2 && 1.2 <= effect.high() ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(3800);
  }
}
