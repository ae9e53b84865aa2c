package dev.linerate.cli;

import dev.linerate.host.Parallel;
import dev.linerate.store.ResultStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The verbs, in the order of the help. To read every verb's options takes longer than many a verb
 * itself, so a command line that names one has only that one.
 */
final class Verbs {
  private static final Set<String> VERSION = Set.of("-V", "--version");

  private static final Map<String, Supplier<Callable<Integer>>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("quickstart", QuickstartVerb::new);
    ALL.put("run", RunVerb::new);
    ALL.put("lab", LabVerb::new);
    ALL.put("server", ServerVerb::new);
    ALL.put("client", ClientVerb::new);
    ALL.put("results", ResultsVerb::new);
    ALL.put("import", ImportVerb::new);
    ALL.put("explain", ExplainVerb::new);
    ALL.put("doctor", DoctorVerb::new);
    ALL.put("compare", CompareVerb::new);
    ALL.put("gate", GateVerb::new);
    ALL.put("cleanup", CleanupVerb::new);
    ALL.put("warm-up", WarmUpVerb::new);
  }

  /** They store results, whatever else they are told. */
  private static final Set<String> STORING = Set.of("quickstart", "run", "import");

  private Verbs() {}

  /**
   * Loads what the verb will need anyway, beside the reading of its options; wait for it before the
   * program ends.
   */
  static Optional<Future<?>> ahead(String... arguments) {
    boolean stores =
        arguments.length > 0
            && STORING.contains(arguments[0])
            && !List.of(arguments).contains("--help");
    return stores
        ? Optional.of(Parallel.ahead("results library", Executors.callable(ResultStore::prepare)))
        : Optional.empty();
  }

  /** The program with the verb that the arguments begin with; with all when they name none. */
  static CommandLine of(String... arguments) {
    CommandLine program = new CommandLine(new Main());
    named(arguments.length > 0 ? arguments[0] : "")
        .forEach((name, verb) -> program.addSubcommand(name, verb.get()));
    return program;
  }

  private static Map<String, Supplier<Callable<Integer>>> named(String first) {
    if (VERSION.contains(first)) {
      return Map.of();
    }
    return ALL.containsKey(first) ? Map.of(first, ALL.get(first)) : ALL;
  }
}
