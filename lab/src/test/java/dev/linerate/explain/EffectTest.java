package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EffectTest {
  private static final double[] BEFORE = {100, 101, 102, 103, 104, 105, 106};

  private static Effect effect(double factor, double... before) {
    return Effect.of(Measure.BITRATE, before, Arrays.stream(before).map(v -> v * factor).toArray())
        .orElseThrow();
  }

  @Test
  void theEffectOfAFactorIsThatFactorAndItsIntervalIsAroundIt() {
    Effect effect = effect(1.28, BEFORE);

    assertThat(effect.times().low()).isBetween(1.22, 1.28);
    assertThat(effect.times().high()).isBetween(1.28, 1.34);
    assertThat(effect.better()).isTrue();
    assertThat(effect.text()).matches("\\+28 % \\[2[3-7], (29|3[0-3])\\], n=7\\+7");
  }

  @Test
  void noEffectSpansNone() {
    Effect effect = effect(1, BEFORE);

    assertThat(effect.better() || effect.worse()).isFalse();
    assertThat(effect.text()).matches("0 % \\[−\\d(\\.\\d)?, \\d(\\.\\d)?\\], n=7\\+7");
  }

  @Test
  void aSlowerCaseIsWorse() {
    assertThat(effect(0.5, BEFORE).worse()).isTrue();
    assertThat(effect(0.5, BEFORE).text()).startsWith("−50 % [−5");
  }

  @Test
  void aLargeEffectIsAFactor() {
    assertThat(effect(35, BEFORE).text()).matches("35 times \\[3\\d, 3\\d\\], n=7\\+7");
  }

  @Test
  void ofWhatIsLostTheShareThatArrivesCounts() {
    Effect effect =
        Effect.of(
                Measure.DELIVERY,
                new double[] {0.5, 0.5, 0.5, 0.5, 0.5},
                new double[] {0.95, 0.95, 0.95, 0.95, 0.95})
            .orElseThrow();

    assertThat(effect.better()).isTrue();
    assertThat(effect.text()).isEqualTo("+90 % delivered of what is sent [90, 90], n=5+5");
  }

  @Test
  void twoTrialsAndACaseThatDeliversNothingHaveNone() {
    assertThat(Effect.of(Measure.BITRATE, new double[] {1, 2}, new double[] {1, 2, 3})).isEmpty();
    assertThat(Effect.of(Measure.BITRATE, new double[] {0, 0, 0}, new double[] {1, 2, 3}))
        .isEmpty();
  }
}
