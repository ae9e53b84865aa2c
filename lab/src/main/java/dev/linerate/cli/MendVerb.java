package dev.linerate.cli;

import dev.linerate.breakage.Breakage;
import dev.linerate.breakage.Breakages;
import dev.linerate.breakage.BrokenLab;
import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate lab mend}. */
@Command(
    name = "mend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes back what 'lab break' broke.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate lab mend mtu-overlay",
      "  sudo linerate lab mend --all",
      "",
      "Exit codes: 0 ok, 2 usage, 3 no such lab or no root"
    })
final class MendVerb implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FAULT", description = "its name")
  private @Nullable String fault;

  @Option(
      names = {"--lab", "--name"},
      paramLabel = "NAME",
      defaultValue = LabVerb.DEFAULT_NAME,
      description = "the lab (default: ${DEFAULT-VALUE})")
  private String lab = LabVerb.DEFAULT_NAME;

  @Option(names = "--all", description = "everything that is broken")
  private boolean all;

  @Override
  public Integer call() {
    if (all == (fault != null)) {
      throw LinerateException.user(
          "lab mend takes a FAULT or --all", "See linerate lab break --list");
    }
    Root.require("mending a lab");
    LabRepair.on(
        lab,
        broken -> {
          breakages(broken).forEach(breakage -> mend(broken, breakage));
          return broken;
        });
    return Exit.OK;
  }

  private List<Breakage> breakages(BrokenLab broken) {
    return fault != null
        ? List.of(Breakages.named(fault))
        : broken.broken().stream().map(b -> Breakages.named(b.breakage())).toList();
  }

  /** What the doctor has cured cannot be taken back again: that is no failure. */
  private static void mend(BrokenLab broken, Breakage breakage) {
    List<String> left = broken.mend(breakage);
    System.out.println("mended " + breakage.name());
    left.forEach(line -> System.err.println("  was not as it had been left: " + line));
  }
}
