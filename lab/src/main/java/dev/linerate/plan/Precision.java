package dev.linerate.plan;

import java.time.Duration;

/**
 * When a case has trials enough: when its median is known so well, or the time for all is spent.
 *
 * @param share half the confidence interval's width against the median: 0.02 is ± 2 %
 * @param budget time for the trials of all cases together
 */
public record Precision(double share, Duration budget) {
  /** ± 2 % or ten minutes. */
  public static final Precision USUAL = new Precision(0.02, Duration.ofMinutes(10));

  public Precision {
    if (!(share > 0 && share < 1) || budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("no precision: " + share + " within " + budget);
    }
  }
}
