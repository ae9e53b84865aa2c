package dev.linerate.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Values that are far from the others: a modified z-score above 3.5 (B. Iglewicz and D. Hoaglin,
 * How to Detect and Handle Outliers, 1993; NIST/SEMATECH e-Handbook, 1.3.5.17). They are marked and
 * kept: a trial that went badly is one that users will have too.
 */
public final class Outliers {
  private static final double FAR = 3.5;

  /** The median absolute deviation of a normal distribution is 0.6745 standard deviations. */
  private static final double NORMAL = 0.6745;

  /** The mean absolute deviation is 1 / 1.253314 of it; for when more than half are equal. */
  private static final double NORMAL_MEAN = 1 / 1.253314;

  /** Of fewer values one cannot say which is the odd one out. */
  private static final int FEWEST = 5;

  private Outliers() {}

  /** Of each value whether it is one; of fewer than five none is. */
  public static boolean[] of(double... values) {
    boolean[] far = new boolean[values.length];
    if (values.length < FEWEST) {
      return far;
    }
    double median = MedianInterval.of(values).median();
    double[] deviations = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    double typical = MedianInterval.of(deviations).median();
    double unit =
        typical > 0
            ? typical / NORMAL
            : Arrays.stream(deviations).average().orElseThrow() / NORMAL_MEAN;
    IntStream.range(0, far.length).forEach(i -> far[i] = deviations[i] > FAR * unit);
    return far;
  }
}
