package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.store.ResultStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which results file, shared by the verbs that read or write it. */
final class Results {
  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "results file (default: $XDG_DATA_HOME/linerate/results.sqlite)")
  private @Nullable Path file;

  /** For a verb that writes: a file that does not exist is made. */
  ResultStore open() {
    return ResultStore.open(path());
  }

  /**
   * For a verb that only reads: nothing is made.
   *
   * @return empty when no run was ever kept at the usual place
   * @throws LinerateException (user) when the file that was named does not exist
   */
  Optional<ResultStore> existing() {
    if (Files.exists(path())) {
      return Optional.of(open());
    }
    if (file != null) {
      throw LinerateException.user(
          "there is no results file " + file, "Leave --results out for the usual one");
    }
    return Optional.empty();
  }

  private Path path() {
    if (file != null) {
      return file;
    }
    String data = System.getenv("XDG_DATA_HOME");
    Path folder = data == null || data.isBlank() ? home().resolve(".local/share") : Path.of(data);
    return folder.resolve("linerate").resolve("results.sqlite");
  }

  /** In a user namespace Java takes us for root and would name root's home. */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
  }
}
