package dev.linerate.cli;

import dev.linerate.host.Parallel;
import dev.linerate.network.NetworkDriver;
import dev.linerate.ownership.Leftover;
import dev.linerate.plan.Plan;
import dev.linerate.report.HtmlReport;
import dev.linerate.report.ReportModel;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import dev.linerate.run.RunExtras;
import dev.linerate.run.Runner;
import dev.linerate.store.PlanFile;
import dev.linerate.store.ResultStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What {@code run} and {@code quickstart} share: execute a plan, show it, write the report. */
final class PlanExecution {
  private final RunOptions options;
  private final Terminal terminal = Terminal.current();

  PlanExecution(RunOptions options) {
    this.options = options;
  }

  /** Runs the plan to its end and gives the exit code. */
  int execute(String planArgument) {
    DockerChoice docker = DockerChoice.of(options.docker, options.image);
    Map<String, NetworkDriver> drivers = docker.drivers();
    Plan plan = plan(planArgument, drivers);
    warnOfLeftovers();
    try (ResultStore store = options.results.open()) {
      Runner runner =
          new Runner(
              Wiring.runParts(),
              drivers,
              Wiring.tools(options.port()),
              store,
              terminal.progress(),
              Clock.systemUTC());
      Run run = runner.execute(plan, new RunExtras(docker.facts(), Map.of()));
      show(run);
      return exitCode(run);
    }
  }

  /** Reads the plan while the library that stores results is loaded. */
  private Plan plan(String argument, Map<String, NetworkDriver> drivers) {
    AtomicReference<Plan> plan = new AtomicReference<>();
    Parallel.all(
        () ->
            plan.set(
                options.plan.options().apply(PlanFile.open(argument, Wiring.placements(drivers)))),
        ResultStore::prepare);
    return Objects.requireNonNull(plan.get());
  }

  private static void warnOfLeftovers() {
    List<String> ids =
        Wiring.owners().list().stream().filter(Leftover::abandoned).map(Leftover::id).toList();
    if (!ids.isEmpty()) {
      System.err.println(
          "! a killed run left things behind ("
              + String.join(", ", ids)
              + "): sudo linerate cleanup removes them");
    }
  }

  private void show(Run run) {
    ReportModel model = ReportModel.of(run);
    System.out.print(Rendering.of(model, options.format, terminal));
    if (!options.noReport && measured(run)) {
      Path file =
          ReportFile.write(
              HtmlReport.of(model), Optional.ofNullable(options.report), ReportFile.today());
      System.err.println("Report: " + file + "   Again: linerate results show " + run.id());
    }
  }

  private static boolean measured(Run run) {
    return run.cases().stream().anyMatch(c -> c.status() == Status.MEASURED);
  }

  /** Skipped networks are no failure: the table says why; failed cases are. */
  private static int exitCode(Run run) {
    if (run.state() == Run.State.INTERRUPTED) {
      return Exit.INTERRUPTED;
    }
    boolean failed = run.cases().stream().anyMatch(c -> c.status() == Status.FAILED);
    return failed ? Exit.FAILED : Exit.OK;
  }
}
