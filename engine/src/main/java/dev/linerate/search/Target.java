package dev.linerate.search;

import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A step towards the goal: the same loss, with shorter trials and wider bounds. The last target is
 * the goal itself.
 */
record Target(SearchGoal goal, Duration trial, Duration sum, double width) {
  /** Steps before the goal. */
  private static final int PRECEDING = 2;

  private static final Duration SHORTEST_TRIAL = Duration.ofMillis(250);
  private static final double WIDER = 3;

  /** Shortest trials first; lengths and sums grow evenly, by a factor. */
  static List<Target> towards(SearchGoal goal) {
    Duration first =
        goal.finalTrial().compareTo(SHORTEST_TRIAL) < 0 ? goal.finalTrial() : SHORTEST_TRIAL;
    List<Target> targets = new ArrayList<>();
    for (int step = 0; step < PRECEDING; step++) {
      double share = (double) step / PRECEDING;
      Duration trial = between(first, goal.finalTrial(), share);
      double width = Math.min(0.5, goal.width() * Math.pow(WIDER, PRECEDING - step));
      targets.add(new Target(goal, trial, between(first, goal.durationSum(), share), width));
    }
    targets.add(new Target(goal, goal.finalTrial(), goal.durationSum(), goal.width()));
    return List.copyOf(targets);
  }

  private static Duration between(Duration first, Duration last, double share) {
    double factor = Math.pow((double) last.toNanos() / first.toNanos(), share);
    return Duration.ofMillis(Math.round(first.toNanos() * factor / 1e6));
  }

  /** Load classification, RFC 9971 appendix A; the names are the RFC's. */
  LoadClass classify(List<TrialResult> trials) {
    double goodLong = sum(trials, true, false);
    double badLong = sum(trials, true, true);
    double balancing = sum(trials, false, false) * goal.exceedRatio() / (1 - goal.exceedRatio());
    double effectiveBad = badLong + Math.max(0, sum(trials, false, true) - balancing);
    double effectiveWhole = Math.max(goodLong + effectiveBad, Durations.seconds(sum));
    double quantile = effectiveWhole * goal.exceedRatio();
    boolean optimistic = effectiveBad <= quantile;
    boolean pessimistic = effectiveWhole - goodLong <= quantile;
    if (optimistic && pessimistic) {
      return LoadClass.LOWER;
    }
    return optimistic || pessimistic ? LoadClass.UNDECIDED : LoadClass.UPPER;
  }

  /** Intended seconds of the full-length or of the short trials, of the lossy or the others. */
  private double sum(List<TrialResult> trials, boolean full, boolean lossy) {
    return trials.stream()
        .filter(result -> isFull(result) == full && isLossy(result) == lossy)
        .mapToDouble(Target::seconds)
        .sum();
  }

  private static double seconds(TrialResult result) {
    return Durations.seconds(result.trial().duration());
  }

  private boolean isFull(TrialResult result) {
    return result.trial().duration().compareTo(trial) >= 0;
  }

  boolean isLossy(TrialResult result) {
    return result.lossRatio() > goal.lossRatio();
  }

  /** Conditional Throughput at a load, RFC 9971 appendix B, bit/s. */
  double conditionalThroughput(long load, List<TrialResult> trials) {
    List<TrialResult> full =
        trials.stream()
            .filter(this::isFull)
            .sorted(Comparator.comparingDouble(TrialResult::lossRatio))
            .toList();
    double all = full.stream().mapToDouble(Target::seconds).sum();
    double remaining = Math.max(Durations.seconds(sum), all) * (1 - goal.exceedRatio());
    for (TrialResult result : full) {
      remaining -= seconds(result);
      if (remaining <= 0) {
        return load * (1 - result.lossRatio());
      }
    }
    return 0;
  }
}
