package dev.linerate.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How many times as large one sample's median is as another's, with a confidence interval. The
 * samples are independent, their values positive: bit rates of trials, latencies.
 *
 * <p>Which method the interval comes from goes by the smaller sample, and was chosen by how often
 * it holds the true ratio (docs/adr/0020):
 *
 * <ul>
 *   <li>from five values on: the percentiles of the bootstrap of both medians (B. Efron and R. J.
 *       Tibshirani, An Introduction to the Bootstrap, 1993, §13.3), computed exactly rather than
 *       drawn. It assumes nothing of the two distributions, nor that they are alike.
 *   <li>three or four values hold too little for that (the interval would hold the ratio in nine
 *       cases of ten): Student's t for the logarithms' difference with Welch's degrees of freedom
 *       ({@link Welch}), around the medians. It assumes that logarithms are roughly normal.
 * </ul>
 *
 * @param ratio median of {@code to} against that of {@code from}
 * @param low end of the interval, a ratio
 * @param high end of the interval, a ratio
 * @param confidence probability that such an interval holds the true ratio, 0 … 1
 * @param from values in the sample below the line
 * @param to values in the sample above it
 */
public record RatioInterval(
    double ratio, double low, double high, double confidence, Method method, int from, int to) {
  /** Fewer values than this say nothing of their own spread. */
  public static final int FEWEST = 3;

  private static final int FEWEST_TO_BOOTSTRAP = 5;
  private static final double USUAL = 0.95;

  /**
   * n times the variance of the median of n normal values with variance 1, for n = 3 and 4 (D.
   * Teichroew, Tables of expected values of order statistics, Ann. Math. Statist. 27, 1956).
   */
  private static final double[] MEDIAN_VARIANCE = {0, 1, 1, 1.3460, 1.1930};

  /** Where the interval comes from. */
  public enum Method {
    BOOTSTRAP,
    WELCH;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@link #of(double[], double[], double)} with a confidence of 95 %. */
  public static Optional<RatioInterval> of(double[] from, double[] to) {
    return of(from, to, USUAL);
  }

  /**
   * The ratio of the medians, to / from.
   *
   * @param confidence wanted, above 0 and below 1
   * @return empty when a sample has fewer than {@link #FEWEST} values, or one that is not positive
   *     (a ratio to nothing is no number)
   * @throws IllegalArgumentException for a value that is not finite
   */
  public static Optional<RatioInterval> of(double[] from, double[] to, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("no confidence: " + confidence);
    }
    requireFinite(from);
    requireFinite(to);
    if (!usable(from) || !usable(to)) {
      return Optional.empty();
    }
    double tail = (1 - confidence) / 2;
    return Optional.of(
        Math.min(from.length, to.length) < FEWEST_TO_BOOTSTRAP
            ? welch(from, to, tail)
            : bootstrap(from, to, tail));
  }

  /** Whether the interval lies on one side of 1. */
  public boolean excludesOne() {
    return low > 1 || high < 1;
  }

  /** Width of the interval against the ratio. */
  public double relativeWidth() {
    return (high - low) / ratio;
  }

  private static void requireFinite(double[] values) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("not finite: " + Arrays.toString(values));
    }
  }

  private static boolean usable(double[] values) {
    return values.length >= FEWEST && Arrays.stream(values).allMatch(value -> value > 0);
  }

  private static RatioInterval bootstrap(double[] from, double[] to, double tail) {
    QuotientDistribution quotient =
        new QuotientDistribution(BootstrapMedian.of(from), BootstrapMedian.of(to));
    return new RatioInterval(
        ratio(from, to),
        quotient.quantile(tail),
        quotient.quantile(1 - tail),
        1 - 2 * tail,
        Method.BOOTSTRAP,
        from.length,
        to.length);
  }

  private static RatioInterval welch(double[] from, double[] to, double tail) {
    boolean bothFew = Math.max(from.length, to.length) < FEWEST_TO_BOOTSTRAP;
    double below = varianceOfMedian(logarithms(from), bothFew);
    double above = varianceOfMedian(logarithms(to), bothFew);
    double ratio = ratio(from, to);
    double half =
        Math.exp(Welch.of(Math.log(ratio), below, from.length, above, to.length).halfWidth(tail));
    return new RatioInterval(
        ratio, ratio / half, ratio * half, 1 - 2 * tail, Method.WELCH, from.length, to.length);
  }

  /**
   * The squared standard error of a median. Of few values it comes from their standard deviation;
   * of two samples of few values that of the mean does, because Welch's approximation errs on the
   * safe side there by as much as a median is less certain than a mean. A bootstrap's variance is
   * too large by a factor of about (n / (n − 1))².
   */
  private static double varianceOfMedian(double[] values, boolean asOfMean) {
    int n = values.length;
    if (n < FEWEST_TO_BOOTSTRAP) {
      return (asOfMean ? 1 : MEDIAN_VARIANCE[n]) * Welch.variance(values) / n;
    }
    double shrink = (n - 1.0) / n;
    return BootstrapMedian.of(values).variance() * shrink * shrink;
  }

  private static double ratio(double[] from, double[] to) {
    return MedianInterval.of(to).median() / MedianInterval.of(from).median();
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }
}
