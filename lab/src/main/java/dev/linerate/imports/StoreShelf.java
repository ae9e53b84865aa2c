package dev.linerate.imports;

import dev.linerate.plan.LinkSpec;
import dev.linerate.result.Interval;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.result.Trial;
import dev.linerate.store.ResultStore;
import dev.linerate.store.RunImport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an import to a results file as it is read. */
final class StoreShelf implements Shelf, AutoCloseable {
  private final Trial unknown;
  private final RunImport target;

  /**
   * @param id of the run, which the file must not have
   */
  StoreShelf(ResultStore store, String id, String version, Instant now) {
    this.unknown =
        new Trial(
            1,
            now,
            Status.FAILED,
            Optional.of("its import did not end"),
            Optional.empty(),
            List.of(),
            "",
            List.of());
    this.target =
        store.importing(
            new Run(
                id,
                "import",
                now,
                Optional.empty(),
                Run.State.RUNNING,
                version,
                1,
                LinkSpec.UNKNOWN,
                1,
                new Platform(Map.of()),
                List.of(),
                List.of()));
  }

  @Override
  public int open() {
    return target.open(unknown);
  }

  @Override
  public void add(int trial, Interval sample) {
    target.add(trial, sample);
  }

  @Override
  public void finish(Run run, List<List<Integer>> trials) {
    target.finish(run, trials);
  }

  /** Removes what was not finished. */
  @Override
  public void close() {
    target.close();
  }
}
