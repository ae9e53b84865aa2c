package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutliersTest {
  /**
   * By hand: median 900, absolute deviations 4, 1, 0, 2, 300, their median 2; 0.6745 · 300 / 2 is
   * far above 3.5, 0.6745 · 4 / 2 = 1.35 is not.
   */
  @Test
  void oneFarOffIsMarked() {
    assertThat(Outliers.of(904, 901, 900, 898, 600))
        .containsExactly(false, false, false, false, true);
  }

  /** 0.6745 · 10.3 / 2 = 3.47 is within 3.5, 0.6745 · 10.5 / 2 = 3.54 is not. */
  @Test
  void theThresholdIsThreeAndAHalf() {
    assertThat(Outliers.of(904, 901, 900, 898, 889.7)[4]).isFalse();
    assertThat(Outliers.of(904, 901, 900, 898, 889.5)[4]).isTrue();
  }

  @Test
  void whereMostAreEqualTheMeanDeviationCounts() {
    assertThat(Outliers.of(940, 940, 940, 940, 940, 100))
        .containsExactly(false, false, false, false, false, true);
    assertThat(Outliers.of(1, 1, 1, 1, 1)).containsOnly(false);
  }

  @Test
  void ofFourNoneIsTheOddOne() {
    assertThat(Outliers.of(1, 1, 1, 100)).containsOnly(false);
    assertThat(Outliers.of()).isEmpty();
  }
}
