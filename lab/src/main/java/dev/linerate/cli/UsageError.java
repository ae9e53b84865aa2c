package dev.linerate.cli;

import dev.linerate.plan.ClosestMatch;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a sentence. */
final class UsageError {
  private UsageError() {}

  static String sentence(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
        ? sentence(unmatched)
        : String.valueOf(e.getMessage());
  }

  private static String sentence(UnmatchedArgumentException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String word = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return "no option \"" + word + "\"" + ClosestMatch.question(word, options(spec));
    }
    List<String> verbs = verbs(spec);
    return verbs.isEmpty()
        ? "\"" + word + "\" is an argument too many"
        : ClosestMatch.sentence("verb", word, verbs);
  }

  private static List<String> options(CommandSpec spec) {
    return spec.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
  }

  private static List<String> verbs(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .filter(verb -> !verb.usageMessage().hidden())
        .map(CommandSpec::name)
        .toList();
  }
}
