package dev.linerate.plan;

import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command line changes in a plan's effort.
 *
 * @param cutWarmUp finds each trial's warm-up; false leaves the plan's
 * @param repeatAuto takes trials until the precision is reached; false leaves the plan's
 * @param precision ± of the median
 * @param budget time for all trials
 */
public record EffortOptions(
    boolean cutWarmUp, boolean repeatAuto, Optional<Double> precision, Optional<Duration> budget) {
  /** Changes nothing. */
  public static final EffortOptions NONE =
      new EffortOptions(false, false, Optional.empty(), Optional.empty());

  /** What is wrong with them, as sentences. */
  List<String> problems(Effort plans) {
    boolean auto = repeatAuto || plans.precision().isPresent();
    return Stream.of(
            PlanOptions.violation(
                "precision", Limits.PRECISION, precision, share -> share * 100 + "%"),
            PlanOptions.violation("budget", Limits.BUDGET, budget, Durations::text),
            auto || precision.isEmpty()
                ? Optional.<String>empty()
                : Optional.of("--precision: is for --repeat auto"),
            auto || budget.isEmpty()
                ? Optional.<String>empty()
                : Optional.of("--budget: is for --repeat auto"))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The plan's effort with these changes.
   *
   * @param counted whether a number of trials was asked for, which ends what the plan has
   */
  Effort apply(Effort plans, boolean counted) {
    Optional<Precision> own = counted ? Optional.empty() : plans.precision();
    if (repeatAuto || own.isPresent()) {
      Precision usual = own.orElse(Precision.USUAL);
      own =
          Optional.of(
              new Precision(precision.orElse(usual.share()), budget.orElse(usual.budget())));
    }
    return new Effort(cutWarmUp || plans.cutWarmUp(), own);
  }
}
