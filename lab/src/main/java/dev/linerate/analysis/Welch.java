package dev.linerate.analysis;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two estimates whose uncertainties differ: Student's t with Welch's degrees of
 * freedom (B. L. Welch, The generalization of Student's problem when several different population
 * variances are involved, Biometrika 34, 1947).
 *
 * @param difference of the two estimates
 * @param standardError of the difference; 0 where neither sample has any spread
 * @param freedom degrees of freedom; infinite without spread
 */
record Welch(double difference, double standardError, double freedom) {
  /** How far the mean of {@code to} is above that of {@code from}; of at least two values each. */
  static Welch ofMeans(double[] from, double[] to) {
    return of(
        mean(to) - mean(from),
        variance(from) / from.length,
        from.length,
        variance(to) / to.length,
        to.length);
  }

  /**
   * Of a difference known from two samples.
   *
   * @param below squared standard error of the estimate that is subtracted, from {@code from}
   *     values
   * @param above that of the other, from {@code to} values
   */
  static Welch of(double difference, double below, int from, double above, int to) {
    double variance = below + above;
    double freedom =
        variance > 0
            ? variance * variance / (below * below / (from - 1) + above * above / (to - 1))
            : Double.POSITIVE_INFINITY;
    return new Welch(difference, Math.sqrt(variance), freedom);
  }

  /** Half the width of the interval that leaves out {@code tail} on either side. */
  double halfWidth(double tail) {
    return standardError == 0
        ? 0
        : -TDistribution.of(freedom).inverseCumulativeProbability(tail) * standardError;
  }

  static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
