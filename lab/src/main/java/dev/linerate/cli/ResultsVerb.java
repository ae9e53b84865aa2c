package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.report.HtmlReport;
import dev.linerate.report.ReportModel;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import dev.linerate.store.RunLine;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linerate results}. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = "The runs kept so far.",
    subcommands = {
      ResultsVerb.ListVerb.class,
      ResultsVerb.ShowVerb.class,
      ResultsVerb.ExportVerb.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate results list",
      "  linerate results show",
      "  linerate results show 20261123 --report again.html",
      "  linerate results export --format csv > intervals.csv"
    })
final class ResultsVerb implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which verb?");
  }

  /** {@code linerate results list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Every run, newest first.")
  static final class ListVerb implements Callable<Integer> {
    private static final DateTimeFormatter WHEN =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Mixin private Results results = new Results();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "table, json")
    private ListFormat format = ListFormat.TABLE;

    @Override
    public Integer call() {
      try (ResultStore store = results.open()) {
        List<RunLine> lines = store.list();
        if (format == ListFormat.JSON) {
          System.out.println(RunLines.json(lines));
        } else if (lines.isEmpty()) {
          System.out.println("No runs yet: sudo linerate quickstart");
        } else {
          System.out.print(table(lines));
        }
      }
      return Exit.OK;
    }

    private static String table(List<RunLine> lines) {
      Listing listing = new Listing("RUN", "STARTED", "PLAN", "STATE", "MEASURED");
      for (RunLine line : lines) {
        listing.row(
            line.id(),
            WHEN.format(line.started()),
            line.plan(),
            line.state().word(),
            line.measured() + " of " + line.total());
      }
      return listing.text();
    }
  }

  /** {@code linerate results show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "A run's table again, the last run's by default.")
  static final class ShowVerb implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RUN",
        description = "a run's id, or its beginning")
    private @Nullable String id;

    @Mixin private Results results = new Results();

    @Option(names = "--report", paramLabel = "FILE", description = "write the HTML report too")
    private @Nullable Path report;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "table, json, csv, markdown")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
      ReportModel model = ReportModel.of(run(results, id));
      System.out.print(Rendering.of(model, format, Terminal.current()));
      if (report != null) {
        Path file = ReportFile.write(HtmlReport.of(model), Optional.of(report), ReportFile.today());
        System.err.println("Report: " + file);
      }
      return Exit.OK;
    }
  }

  /** {@code linerate results export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "A run with all its intervals, for other programs.")
  static final class ExportVerb implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RUN",
        description = "a run's id, or its beginning; the last run by default")
    private @Nullable String id;

    @Mixin private Results results = new Results();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "json",
        description = "json, csv, markdown")
    private Format format = Format.JSON;

    @Override
    public Integer call() {
      ReportModel model = ReportModel.of(run(results, id));
      System.out.print(Rendering.of(model, format, Terminal.current()));
      return Exit.OK;
    }
  }

  private static Run run(Results results, @Nullable String id) {
    try (ResultStore store = results.open()) {
      Optional<Run> run = id == null ? store.latest() : store.run(store.resolve(id));
      return run.orElseThrow(() ->
          LinerateException.user("there are no runs yet", "sudo linerate quickstart makes one"));
    }
  }
}
