package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.imports.ReferenceSet;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import java.util.Optional;
import java.util.function.BiFunction;
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
   * Reads it with every interval.
   *
   * @throws LinerateException (user) when there is none, or more than one whose id begins so
   */
  Run read() {
    return read(ResultStore::run);
  }

  /** Reads as much of it as a person looks at; throws as {@link #read()} does. */
  Run overview() {
    return read(ResultStore::overview);
  }

  private Run read(BiFunction<ResultStore, String, Optional<Run>> reader) {
    if (reference) {
      return ReferenceSet.run(id == null ? "" : id);
    }
    try (ResultStore store = results.existing().orElseThrow(this::none)) {
      Optional<String> whole = id == null ? store.latestId() : Optional.of(store.resolve(id));
      return whole.flatMap(found -> reader.apply(store, found)).orElseThrow(this::none);
    }
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
