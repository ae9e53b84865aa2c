package dev.linerate.run;

import dev.linerate.run.RunEvent.TrialPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of a run's trials and how long they will take.
 *
 * <p>Rounds go over all cases (A B C A B C …), so that drift of the machine does not look like a
 * difference between cases.
 */
final class Schedule {
  /** What a trial takes beyond its traffic before the first one has been timed. */
  private static final Duration FIRST_GUESS = Duration.ofMillis(600);

  private final List<TrialPosition> trials = new ArrayList<>();
  private int done;
  private Duration beyondTraffic = Duration.ZERO;

  Schedule(List<PlannedCase> cases, int repeats) {
    boolean several = cases.stream().map(c -> c.tool().name()).distinct().count() > 1;
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (int i = 0; i < cases.size(); i++) {
        PlannedCase c = cases.get(i);
        Optional<String> tool = several ? Optional.of(c.tool().name()) : Optional.empty();
        trials.add(
            new TrialPosition(c.spec(), tool, c.number(), i + 1, cases.size(), repeat, repeats));
      }
    }
  }

  List<TrialPosition> trials() {
    return List.copyOf(trials);
  }

  /** Notes how long a trial took, from asking for it to its stored result. */
  void finished(TrialPosition trial, Duration took) {
    done++;
    Duration beyond = took.minus(trial.spec().flow().sending());
    beyondTraffic = beyondTraffic.plus(beyond.isNegative() ? Duration.ZERO : beyond);
  }

  /** Estimated time until the last trial has ended. */
  Duration left() {
    Duration each = done == 0 ? FIRST_GUESS : beyondTraffic.dividedBy(done);
    Duration left = Duration.ZERO;
    for (TrialPosition trial : trials.subList(Math.min(done, trials.size()), trials.size())) {
      left = left.plus(trial.spec().flow().sending()).plus(each);
    }
    return left;
  }
}
