package dev.linerate.run;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.Precision;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.run.RunEvent.TrialPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The order of a run's trials and how long they will take.
 *
 * <p>Rounds go over all cases (A B C A B C …), so that drift of the machine does not look like a
 * difference between cases. Where a precision is asked for, there are more rounds, of those cases
 * whose median is not known so well yet, until the time for all trials is spent.
 */
final class Schedule {
  /** What a trial takes beyond its traffic before the first one has been timed. */
  private static final Duration FIRST_GUESS = Duration.ofMillis(600);

  /** Of fewer trials no two enclose the median with 95 % confidence. */
  private static final int FEWEST = 6;

  /** As a plan's repeat. */
  private static final int MOST = 1000;

  private final List<PlannedCase> cases;
  private final Optional<Precision> precision;
  private final boolean several;
  private final List<TrialPosition> trials = new ArrayList<>();
  private final Map<Integer, List<Double>> rates = new HashMap<>();
  private int rounds;
  private int done;
  private Duration spent = Duration.ZERO;
  private Duration beyondTraffic = Duration.ZERO;

  /** A fixed number of rounds. */
  Schedule(List<PlannedCase> cases, int repeats) {
    this(cases, repeats, Optional.empty());
  }

  /**
   * @param repeats rounds where no precision is asked for
   */
  Schedule(List<PlannedCase> cases, int repeats, Optional<Precision> precision) {
    this.cases = List.copyOf(cases);
    this.precision = precision;
    this.several = cases.stream().map(c -> c.tool().name()).distinct().count() > 1;
    int first = precision.isPresent() ? FEWEST : repeats;
    for (int round = 1; round <= first; round++) {
      addRound(cases, first);
    }
  }

  /** All that are planned by now. */
  List<TrialPosition> trials() {
    return List.copyOf(trials);
  }

  /** The trial to make now; empty when there are enough. */
  Optional<TrialPosition> next() {
    if (done == trials.size() && precision.isPresent() && rounds < MOST) {
      addRound(cases.stream().filter(c -> !settled(c)).toList(), rounds + 1);
    }
    return done == trials.size() || overBudget() ? Optional.empty() : Optional.of(trials.get(done));
  }

  /** Notes a trial that was made, and how long it took from asking for it to its stored result. */
  void finished(TrialPosition at, Trial trial, Duration took) {
    trial
        .totals()
        .map(Totals::bitsPerSecond)
        .ifPresent(rate -> rates.computeIfAbsent(at.number(), _ -> new ArrayList<>()).add(rate));
    done++;
    spent = spent.plus(took);
    Duration beyond = took.minus(at.spec().flow().sending());
    beyondTraffic = beyondTraffic.plus(beyond.isNegative() ? Duration.ZERO : beyond);
  }

  /** Estimated time until the last trial has ended; never beyond the budget. */
  Duration left() {
    Duration left = Duration.ZERO;
    for (TrialPosition trial : trials.subList(Math.min(done, trials.size()), trials.size())) {
      left = left.plus(estimate(trial));
    }
    Duration most = precision.map(p -> p.budget().minus(spent)).orElse(left);
    return left.compareTo(most) > 0 ? most.isNegative() ? Duration.ZERO : most : left;
  }

  /** What to say of the cases whose precision was asked for and not reached. */
  List<String> unsettled() {
    return precision
        .map(wanted ->
            cases.stream().filter(c -> !reached(c)).map(c -> sentence(c, wanted)).toList())
        .orElse(List.of());
  }

  private void addRound(List<PlannedCase> open, int planned) {
    if (open.isEmpty()) {
      return;
    }
    rounds++;
    for (PlannedCase c : open) {
      Optional<String> tool = several ? Optional.of(c.tool().name()) : Optional.empty();
      trials.add(
          new TrialPosition(
              c.spec(), tool, c.number(), cases.indexOf(c) + 1, cases.size(), rounds, planned));
    }
  }

  /** The next trial would not end in time; but every case gets one. */
  private boolean overBudget() {
    return precision
        .filter(p -> done >= cases.size())
        .map(p -> spent.plus(estimate(trials.get(done))).compareTo(p.budget()) > 0)
        .orElse(false);
  }

  private Duration estimate(TrialPosition trial) {
    Duration beyond = done == 0 ? FIRST_GUESS : beyondTraffic.dividedBy(done);
    return trial.spec().flow().sending().plus(beyond);
  }

  /** Known well enough; one whose trials fail is not known any better by more of them. */
  private boolean settled(PlannedCase c) {
    return reached(c) || (deviation(c).isEmpty() && rounds > FEWEST);
  }

  private boolean reached(PlannedCase c) {
    return deviation(c).filter(d -> d <= precision.orElseThrow().share()).isPresent();
  }

  /** Half the confidence interval against the median; empty when too few trials measured. */
  private Optional<Double> deviation(PlannedCase c) {
    List<Double> measured = rates.getOrDefault(c.number(), List.of());
    return measured.size() < FEWEST
        ? Optional.empty()
        : Optional.of(
            MedianInterval.of(measured.stream().mapToDouble(r -> r).toArray()).relativeWidth() / 2);
  }

  private String sentence(PlannedCase c, Precision wanted) {
    String known =
        deviation(c)
            .map(d -> String.format(Locale.ROOT, "is known to ± %.1f %%", d * 100))
            .orElse("has too few trials to say how well it is known");
    return String.format(
        Locale.ROOT,
        "%s %s, and ± %.1f %% was asked for; a larger --budget allows more trials",
        c.spec().label(),
        known,
        wanted.share() * 100);
  }
}
