package dev.linerate.cli;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code linerate run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Builds the plan's networks on lab hosts, measures every case, stores and reports.",
      "What cannot run here is listed as skipped, with the reason and the remedy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate run                                  the quickstart plan, each case once",
      "  sudo linerate run docker-network-study             the study's own matrix",
      "  sudo linerate run plans/mine.yaml --link 10gbit",
      "  linerate run --networks linux-bridge,vxlan --duration 2s --repeat 5",
      "  sudo linerate run --pin none,auto --repeat 6       pinned and free, taking turns",
      "  sudo linerate run --networks docker-bridge --docker unix:///var/run/docker.sock",
      "  sudo linerate run --format json > run.json"
    })
final class RunVerb implements Callable<Integer> {
  private static final String PLAN = "quickstart";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLAN",
      description = {
        "a plan file, or a shipped plan: quickstart, docker-network-study, kernel-only",
        "(default: quickstart's cases, one trial of each unless --repeat says otherwise)"
      })
  private @Nullable String plan;

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    OptionalInt elsewhere = Unshared.again(Wiring.machine());
    return elsewhere.isPresent() ? elsewhere.getAsInt() : execute();
  }

  private int execute() {
    if (plan != null) {
      return new PlanExecution(options).execute(plan);
    }
    options.plan.repeatUnlessTold(1);
    return new PlanExecution(options).execute(PLAN);
  }
}
