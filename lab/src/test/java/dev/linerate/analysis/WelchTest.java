package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WelchTest {
  /** R's data set "sleep" (Cushny and Peebles 1905, in Student's own paper of 1908). */
  private static final double[] GROUP_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] GROUP_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  /**
   * What R 4 prints for {@code t.test(extra ~ group, data = sleep)}: t = -1.8608, df = 17.776,
   * p-value = 0.07939, 95 percent confidence interval -3.3654832 0.2054832.
   */
  @Test
  void agreesWithR() {
    Welch welch = Welch.ofMeans(GROUP_2, GROUP_1);
    assertThat(welch.difference() / welch.standardError()).isCloseTo(-1.8608, within(5e-5));
    assertThat(welch.freedom()).isCloseTo(17.776, within(5e-4));
    assertThat(welch.difference() - welch.halfWidth(0.025)).isCloseTo(-3.3654832, within(1e-7));
    assertThat(welch.difference() + welch.halfWidth(0.025)).isCloseTo(0.2054832, within(1e-7));
  }

  @Test
  void withoutSpreadTheDifferenceIsCertain() {
    Welch down = Welch.ofMeans(new double[] {2, 2, 2}, new double[] {1, 1, 1});
    assertThat(down.halfWidth(0.025)).isZero();
    assertThat(down.difference()).isEqualTo(-1);
    assertThat(down.freedom()).isInfinite();
  }
}
