package dev.linerate.analysis;

import java.util.Arrays;

/**
 * A median with its distribution-free confidence interval: two order statistics that enclose the
 * population's median with a probability that holds whatever the distribution is.
 *
 * <p>For sorted values x₁ … xₙ the interval [xⱼ, xₙ₋ⱼ₊₁] has coverage 1 − 2·P(B ≤ j − 1), B
 * binomial with n trials and p = ½ (H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed.,
 * §7.1; W. J. Conover, Practical Nonparametric Statistics, 3rd ed., §3.2). From n = 6 on it is the
 * narrowest such pair with at least 95 % coverage. Fewer values cannot reach that: the interval is
 * then their whole range, with its true coverage 1 − 2·½ⁿ.
 *
 * @param n number of values
 * @param confidence coverage of [low, high], 0 … 1; 0 for a single value
 */
public record MedianInterval(double median, double low, double high, int n, double confidence) {
  private static final double WANTED = 0.95;

  /**
   * Of at least one value, in any order.
   *
   * @throws IllegalArgumentException without values, or with one that is not finite
   */
  public static MedianInterval of(double... values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a median needs at least one value and finite ones, not " + Arrays.toString(values));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int rank = rank(n);
    return new MedianInterval(
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[rank - 1],
        sorted[n - rank],
        n,
        coverage(n, rank));
  }

  /** Width of the interval against the median; 0 when both are 0. */
  public double relativeWidth() {
    return high == low ? 0 : (high - low) / Math.abs(median);
  }

  /** The largest rank j with the wanted coverage; 1 when there is none. */
  private static int rank(int n) {
    int rank = 1;
    while (2 * (rank + 1) <= n && coverage(n, rank + 1) >= WANTED) {
      rank++;
    }
    return rank;
  }

  /** In logarithms, so that large n do not underflow. */
  private static double coverage(int n, int rank) {
    double log = -n * Math.log(2);
    double below = 0;
    for (int k = 0; k < rank; k++) {
      below += Math.exp(log);
      log += Math.log((double) (n - k) / (k + 1));
    }
    return Math.max(0, 1 - 2 * below);
  }
}
