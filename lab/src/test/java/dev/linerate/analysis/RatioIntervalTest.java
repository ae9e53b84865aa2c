package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.analysis.RatioInterval.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulations take the longest of all unit tests: each core has its part of them. */
@Execution(ExecutionMode.CONCURRENT)
class RatioIntervalTest {
  private static final int SIMULATIONS = 5000;

  /** Two standard deviations of a share of 0.03 in so many simulations. */
  private static final double CHANCE = 0.005;

  /**
   * The interval holds the true ratio in 93 to 97 of 100 cases, but for the chance of so many
   * simulations. docs/adr/0020 has the figures.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 3", "3, 4", "4, 4", "3, 5", "4, 10", "3, 30", "5, 5", "5, 9", "6, 6", "7, 7", "8, 8",
    "10, 10", "5, 30", "15, 15", "20, 20", "30, 30"
  })
  void holdsTheTruthAsOftenAsItSays(int from, int to) {
    for (Shape shape : new Shape[] {Shape.NORMAL, Shape.LOGNORMAL}) {
      assertThat(coverage(shape, from, shape, to))
          .as("%s, %d and %d values", shape, from, to)
          .isBetween(0.93 - CHANCE, 0.97 + CHANCE);
    }
  }

  /** Shapes that few values tell little of, and two that differ: it stays near what it says. */
  @ParameterizedTest
  @CsvSource({"3, 3", "4, 10", "5, 5", "7, 7", "10, 10", "5, 30", "30, 30"})
  void holdsTheTruthWhateverTheShape(int from, int to) {
    for (Shape shape : Shape.values()) {
      assertThat(coverage(shape, from, shape, to)).as("%s", shape).isBetween(0.92, 0.985);
    }
    assertThat(coverage(Shape.NORMAL, from, Shape.WIDE, to)).isBetween(0.92, 0.98);
    assertThat(coverage(Shape.NORMAL, from, Shape.LEFT_SKEWED, to)).isBetween(0.92, 0.98);
  }

  @Test
  void fewValuesGetStudentsInterval() {
    RatioInterval interval =
        RatioInterval.of(new double[] {100, 104, 98}, new double[] {110, 121, 118}).orElseThrow();
    assertThat(interval.method()).isEqualTo(Method.WELCH);
    assertThat(interval.ratio()).isEqualTo(1.18);
    // scipy 1.17: ttest_ind(log(b), log(a), equal_var=False).confidence_interval(), half its width
    assertThat(interval.high() / interval.ratio()).isCloseTo(1.1062099083749772, within(1e-9));
    assertThat(interval.low() * interval.high()).isCloseTo(1.18 * 1.18, within(1e-12));
    assertThat(interval.excludesOne()).isTrue();
  }

  @Test
  void endsAreQuotientsOfMedians() {
    double[] from = {1, 2, 3, 4, 5};
    double[] to = {10, 20, 30, 40, 50};
    RatioInterval interval = RatioInterval.of(from, to).orElseThrow();
    assertThat(interval.method()).isEqualTo(Method.BOOTSTRAP);
    assertThat(interval.ratio()).isEqualTo(10);
    assertThat(interval.low()).isCloseTo(10.0 / 3, within(1e-9));
    assertThat(interval.high()).isCloseTo(30, within(1e-9));
    assertThat(interval.relativeWidth()).isCloseTo(80.0 / 30, within(1e-9));
  }

  @Test
  void moreConfidenceIsWider() {
    SplittableRandom random = new SplittableRandom(1);
    double[] from = Shape.LOGNORMAL.sample(9, random);
    double[] to = Shape.LOGNORMAL.sample(12, random);
    RatioInterval usual = RatioInterval.of(from, to).orElseThrow();
    RatioInterval wide = RatioInterval.of(from, to, 0.999).orElseThrow();
    assertThat(wide.low()).isLessThan(usual.low());
    assertThat(wide.high()).isGreaterThan(usual.high());
    assertThat(wide.confidence()).isCloseTo(0.999, within(1e-12));
  }

  @Test
  void orderAndUnitDoNotMatter() {
    double[] from = {5, 1, 4, 2, 3, 9};
    double[] to = {7, 7, 8, 6, 9};
    RatioInterval interval = RatioInterval.of(from, to).orElseThrow();
    RatioInterval bits =
        RatioInterval.of(
                Arrays.stream(from).sorted().map(v -> v * 8e9).toArray(),
                Arrays.stream(to).map(v -> v * 8e9).toArray())
            .orElseThrow();
    assertThat(bits.ratio()).isCloseTo(interval.ratio(), within(1e-12));
    assertThat(bits.low()).isCloseTo(interval.low(), within(1e-12));
    assertThat(bits.high()).isCloseTo(interval.high(), within(1e-12));
  }

  @Test
  void valuesWithoutSpreadGiveAPoint() {
    for (int n : new int[] {3, 6}) {
      double[] from = new double[n];
      double[] to = new double[n];
      Arrays.fill(from, 940);
      Arrays.fill(to, 470);
      RatioInterval interval = RatioInterval.of(from, to).orElseThrow();
      assertThat(interval.low()).isCloseTo(0.5, within(1e-12));
      assertThat(interval.high()).isCloseTo(0.5, within(1e-12));
    }
  }

  @Test
  void manyValuesAreNoTrouble() {
    SplittableRandom random = new SplittableRandom(3);
    RatioInterval interval =
        RatioInterval.of(Shape.NORMAL.sample(1501, random), Shape.NORMAL.sample(1600, random))
            .orElseThrow();
    // 2 · 1.96 · 0.03 · 1.2533 · √(2 / 1550)
    assertThat(interval.relativeWidth()).isCloseTo(0.0053, within(0.001));
    assertThat(interval.low()).isLessThan(interval.ratio());
    assertThat(interval.high()).isGreaterThan(interval.ratio());
  }

  @Test
  void tooFewValuesOrNothingToDivideByGiveNone() {
    double[] three = {1, 2, 3};
    assertThat(RatioInterval.of(three, new double[] {1, 2})).isEmpty();
    assertThat(RatioInterval.of(new double[] {}, three)).isEmpty();
    assertThat(RatioInterval.of(new double[] {0, 1, 2}, three)).isEmpty();
    assertThat(RatioInterval.of(three, new double[] {-1, 1, 2})).isEmpty();
  }

  @Test
  void refusesNonsense() {
    double[] three = {1, 2, 3};
    assertThatThrownBy(() -> RatioInterval.of(three, new double[] {1, 2, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RatioInterval.of(three, three, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double coverage(Shape below, int from, Shape above, int to) {
    SplittableRandom random = new SplittableRandom(from * 31 + to);
    double truth = below == above ? 1 : above.median() / below.median();
    int held = 0;
    for (int i = 0; i < SIMULATIONS; i++) {
      RatioInterval interval =
          RatioInterval.of(below.sample(from, random), above.sample(to, random)).orElseThrow();
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return (double) held / SIMULATIONS;
  }
}
