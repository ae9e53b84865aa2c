package dev.linerate.store;

import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.time.Instant;

/**
 * A run in a list of runs.
 *
 * @param plan the plan's name
 * @param measured cases with at least one measured trial
 * @param total cases of the plan
 */
public record RunLine(
    String id, String plan, Instant started, Run.State state, int measured, int total) {

  /** The line of a run that is in no results file. */
  public static RunLine of(Run run) {
    long measured = run.cases().stream().filter(c -> c.status() == Status.MEASURED).count();
    return new RunLine(
        run.id(), run.plan(), run.started(), run.state(), (int) measured, run.cases().size());
  }
}
