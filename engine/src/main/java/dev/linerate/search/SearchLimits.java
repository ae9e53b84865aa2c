package dev.linerate.search;

import java.time.Duration;

/**
 * Where a search stays.
 *
 * @param minBits lowest load worth a trial, bit/s
 * @param maxBits highest load, bit/s
 * @param time all trials together, what is around them included
 * @param trials how many at most
 */
public record SearchLimits(long minBits, long maxBits, Duration time, int trials) {
  public static final Duration DEFAULT_TIME = Duration.ofMinutes(2);
  public static final int DEFAULT_TRIALS = 500;

  public SearchLimits {
    if (minBits < 1 || maxBits < minBits) {
      throw new IllegalArgumentException(
          "no loads between " + minBits + " and " + maxBits + " bit/s");
    }
    if (!time.isPositive() || trials < 1) {
      throw new IllegalArgumentException("no trials in " + time + ", at most " + trials);
    }
  }

  /** The default time and number of trials. */
  public static SearchLimits of(long minBits, long maxBits) {
    return new SearchLimits(minBits, maxBits, DEFAULT_TIME, DEFAULT_TRIALS);
  }
}
