package dev.linerate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linerate quickstart}. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sets up what is missing, builds every container network of the study, measures them all,",
      "and ends with the table and an HTML report. About six minutes, set-up excluded."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sudo linerate quickstart", "  sudo linerate quickstart --duration 1s --repeat 1"})
final class QuickstartVerb implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    Root.require("setting up and measuring every network");
    return new PlanExecution(options).execute("quickstart");
  }
}
