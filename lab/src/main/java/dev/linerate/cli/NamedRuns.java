package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.imports.ReferenceSet;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import dev.linerate.store.RunLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds runs by the words people name them with: an id or its beginning, {@code last}. */
final class NamedRuns {
  /** How help texts describe the words. */
  static final String WORDS =
      "a run's id or its beginning, last, last~1 for the one before, study-kunpeng, study-intel";

  private static final Pattern LAST = Pattern.compile("last(?:~(\\d{1,6}))?");

  private final Results results;

  NamedRuns(Results results) {
    this.results = results;
  }

  /**
   * Reads their figures, in order: of the results file's without intervals, of which there may be
   * millions.
   *
   * @throws LinerateException (user) for a word that names none or several
   */
  List<Run> read(List<String> words) {
    if (words.stream().allMatch(ReferenceSet::names)) {
      return words.stream().map(ReferenceSet::run).toList();
    }
    try (ResultStore store = results.existing().orElseThrow(NamedRuns::none)) {
      return words.stream().map(word -> read(store, word)).toList();
    }
  }

  private static Run read(ResultStore store, String word) {
    if (ReferenceSet.names(word)) {
      return ReferenceSet.run(word);
    }
    if (Files.isRegularFile(Path.of(word))) {
      throw LinerateException.user(
          word + " is a file, not a run", "linerate import " + word + " makes it one");
    }
    Matcher last = LAST.matcher(word);
    String id =
        last.matches()
            ? last(store, last.group(1) == null ? 0 : Integer.parseInt(last.group(1)))
            : store.resolve(word);
    return store.figures(id).orElseThrow(NamedRuns::none);
  }

  private static String last(ResultStore store, int before) {
    List<RunLine> lines = store.list();
    if (before >= lines.size()) {
      throw LinerateException.user(
          "there is no run " + before + " before the last: the results file has " + lines.size(),
          "linerate results list shows them");
    }
    return lines.get(before).id();
  }

  static LinerateException none() {
    return LinerateException.user("there are no runs yet", "sudo linerate quickstart makes one");
  }
}
