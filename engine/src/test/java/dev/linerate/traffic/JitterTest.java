package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JitterTest {
  private final Jitter jitter = new Jitter();

  @Test
  void oneDatagramHasNone() {
    jitter.arrived(0, 1_000_000);
    assertThat(jitter.nanos()).isZero();
  }

  @Test
  void aConstantTransitHasNone() {
    for (int i = 0; i < 100; i++) {
      jitter.arrived(i * 1000L, i * 1000L + 77);
    }
    assertThat(jitter.nanos()).isZero();
  }

  @Test
  void aSixteenthOfTheDifferenceEachTime() {
    jitter.arrived(0, 0);
    jitter.arrived(1000, 1000 + 1600);
    assertThat(jitter.nanos()).isEqualTo(100);
    jitter.arrived(2000, 2000);
    // 100 + (1600 − 100) / 16
    assertThat(jitter.nanos()).isEqualTo(194);
  }

  @Test
  void clocksNeedNotAgree() {
    Jitter shifted = new Jitter();
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      long transit = random.nextInt(50_000);
      jitter.arrived(i * 20_000L, i * 20_000L + transit);
      shifted.arrived(i * 20_000L, i * 20_000L + transit - 3_600_000_000_000L);
    }
    assertThat(shifted.nanos()).isEqualTo(jitter.nanos());
    // the mean difference of two uniform numbers is a third of their range
    assertThat(jitter.nanos()).isCloseTo(16_667, within(6000L));
  }
}
