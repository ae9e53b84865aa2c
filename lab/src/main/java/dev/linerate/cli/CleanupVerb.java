package dev.linerate.cli;

import dev.linerate.ownership.Leftover;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linerate cleanup}. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what a killed run left, and nothing else.",
      "That is namespaces, links, daemons, containers, mounts and files that linerate marked.",
      "Labs of 'lab up' and runs that are going on stay."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sudo linerate cleanup", "  sudo linerate cleanup --dry-run"})
final class CleanupVerb implements Callable<Integer> {
  @Option(names = "--dry-run", description = "say what would be cleaned up, and change nothing")
  private boolean dryRun;

  @Override
  public Integer call() {
    List<Leftover> abandoned = Wiring.owners().list().stream().filter(Leftover::abandoned).toList();
    if (abandoned.isEmpty()) {
      System.out.println("Nothing to clean up in " + Wiring.stateRoot() + ".");
      return Exit.OK;
    }
    Root.require("cleaning up");
    for (Leftover owner : abandoned) {
      System.out.println((dryRun ? "would remove " : "removing ") + owner.id());
      if (dryRun) {
        owner.entries().forEach(e -> System.out.println("  " + e.kind() + " " + e.name()));
      } else {
        Wiring.cleanup().remove(owner).forEach(line -> System.out.println("  " + line));
      }
    }
    return Exit.OK;
  }
}
