package dev.linerate.search;

import java.time.Duration;

/**
 * What a search is to find: a Search Goal of MLRsearch (RFC 9971).
 *
 * @param lossRatio Goal Loss Ratio: a trial that loses a larger share of its datagrams is lossy; 0
 *     is RFC 2544's throughput, 0 ≤ ratio &lt; 1
 * @param width Goal Width: the search ends when the bounds are this close, as a share of the upper
 *     bound, 0 &lt; width &lt; 1
 * @param finalTrial Goal Final Trial Duration: trials of at least this length are full-length
 * @param durationSum Goal Duration Sum: full-length trials that last this long together decide
 *     about a load, at least {@code finalTrial}
 * @param exceedRatio Goal Exceed Ratio: the share of that time that may be lossy at a load that is
 *     still a lower bound, 0 ≤ ratio &lt; 1
 */
public record SearchGoal(
    double lossRatio, double width, Duration finalTrial, Duration durationSum, double exceedRatio) {
  public static final double DEFAULT_LOSS_RATIO = 0.00001;
  public static final double DEFAULT_WIDTH = 0.005;
  public static final Duration DEFAULT_TRIAL = Duration.ofSeconds(1);
  public static final int DEFAULT_TRIALS = 7;

  /** The RFC recommends it: the median trial decides. */
  public static final double DEFAULT_EXCEED_RATIO = 0.5;

  public static final SearchGoal DEFAULT =
      of(DEFAULT_LOSS_RATIO, DEFAULT_WIDTH, DEFAULT_TRIAL, DEFAULT_TRIALS);

  public SearchGoal {
    if (!(lossRatio >= 0 && lossRatio < 1)) {
      throw new IllegalArgumentException(
          "a loss ratio is at least 0 and below 1, not " + lossRatio);
    }
    if (!(width >= 0.0001 && width <= 0.5)) {
      throw new IllegalArgumentException(
          "a precision is 0.01 % to 50 %, not " + 100 * width + " %");
    }
    if (!(exceedRatio >= 0 && exceedRatio < 1)) {
      throw new IllegalArgumentException(
          "an exceed ratio is at least 0 and below 1, not " + exceedRatio);
    }
    if (!finalTrial.isPositive() || durationSum.compareTo(finalTrial) < 0) {
      throw new IllegalArgumentException(
          "trials of " + finalTrial + " do not add up to " + durationSum);
    }
  }

  /**
   * The recommended exceed ratio, and at most {@code trials} full-length trials of a load; with one
   * trial it is RFC 2544's search.
   */
  public static SearchGoal of(double lossRatio, double width, Duration trial, int trials) {
    return new SearchGoal(
        lossRatio, width, trial, trial.multipliedBy(trials), DEFAULT_EXCEED_RATIO);
  }
}
