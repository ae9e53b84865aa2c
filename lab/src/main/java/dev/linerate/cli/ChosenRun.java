package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which of the runs kept so far, shared by the verbs that show one. */
final class ChosenRun {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "a run's id, or its beginning (default: the last run)")
  private @Nullable String id;

  @Mixin private Results results = new Results();

  /**
   * Reads it.
   *
   * @throws LinerateException (user) when there is none, or more than one whose id begins so
   */
  Run read() {
    Optional<Run> run;
    try (ResultStore store = results.existing().orElseThrow(this::none)) {
      run = id == null ? store.latest() : store.run(store.resolve(id));
    }
    return run.orElseThrow(this::none);
  }

  /** The file that it is in, to add to. */
  ResultStore open() {
    return results.open();
  }

  private LinerateException none() {
    return id == null
        ? LinerateException.user("there are no runs yet", "sudo linerate quickstart makes one")
        : LinerateException.user(
            "no run begins with \"" + id + "\"", "There is none yet: linerate run");
  }
}
