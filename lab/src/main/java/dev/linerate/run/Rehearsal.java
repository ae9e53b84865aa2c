package dev.linerate.run;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Plan;
import dev.linerate.plan.ToolChoice;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.store.ResultStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run that builds and measures nothing, and records what a run records. It touches the code that
 * a run touches; its figures mean nothing and are to be thrown away.
 */
public final class Rehearsal {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  private Rehearsal() {}

  /** Records every case of a plan with one trial. */
  public static Run of(Plan plan, Platform platform, ResultStore store, String version) {
    Recorder recorder = new Recorder(store, plan, "rehearsal", version, Instant.EPOCH);
    recorder.platform(platform);
    for (int i = 0; i < plan.cases().size(); i++) {
      recorder.open(opened(i + 1, plan.cases().get(i)));
      recorder.trial(i + 1, trial());
    }
    recorder.end(Run.State.COMPLETE, Instant.EPOCH);
    return recorder.run();
  }

  private static CaseRecord opened(int number, CaseSpec spec) {
    Path path = new Path("h1", "h2", 1500, 0, true);
    return new CaseRecord(
        number,
        spec,
        ToolChoice.BUILTIN.word(),
        Optional.of(path),
        Status.FAILED,
        Optional.empty(),
        List.of());
  }

  private static Trial trial() {
    Interval interval =
        new Interval(
            Side.RECEIVER,
            false,
            0,
            0,
            1,
            1,
            NONE,
            NONE,
            NONE,
            NONE,
            UNKNOWN,
            NONE,
            NONE,
            NONE,
            false);
    Totals totals = new Totals(1, 1, 1, NONE, UNKNOWN, NONE, NONE, NONE, UNKNOWN, UNKNOWN);
    return new Trial(
        1,
        Instant.EPOCH,
        Status.MEASURED,
        Optional.empty(),
        Optional.of(totals),
        List.of(interval),
        "",
        List.of());
  }
}
