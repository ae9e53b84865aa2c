package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.imports.ReferenceSet;
import dev.linerate.result.IntervalSource;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which of the runs kept so far, shared by the verbs that show one. */
final class ChosenRun {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "a run's id, or its beginning (default: the last run)")
  private @Nullable String id;

  @Option(
      names = "--reference",
      description = "of the container network study that linerate ships, instead of your own")
  private boolean reference;

  @Mixin private Results results = new Results();

  /**
   * Reads as much of it as a person looks at.
   *
   * @throws LinerateException (user) when there is none, or more than one whose id begins so
   */
  Run overview() {
    AtomicReference<Run> read = new AtomicReference<>();
    visit((run, _) -> read.set(run));
    return read.get();
  }

  /**
   * Gives as much of it as a person looks at, and a way to every interval of it, which is there as
   * long as the visitor looks; throws as {@link #overview()} does.
   */
  void visit(BiConsumer<Run, IntervalSource> visitor) {
    if (reference) {
      visitor.accept(ReferenceSet.run(id == null ? "" : id), IntervalSource.HELD);
      return;
    }
    try (ResultStore store = results.existing().orElseThrow(this::none)) {
      Optional<String> whole = id == null ? store.latestId() : Optional.of(store.resolve(id));
      Run run = whole.flatMap(store::overview).orElseThrow(this::none);
      visitor.accept(run, every(store, run));
    }
  }

  private static IntervalSource every(ResultStore store, Run run) {
    return (record, trial, taker) ->
        store.intervals(run.id(), record.number(), trial.repeat(), taker);
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
