package dev.linerate.cli;

import dev.linerate.imports.ReferenceSet;
import dev.linerate.report.HtmlReport;
import dev.linerate.report.ReportModel;
import dev.linerate.result.IntervalSource;
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
import picocli.CommandLine.Option;

/** {@code linerate results}. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = "The runs kept so far.",
    subcommands = {
      ResultsVerb.ListVerb.class,
      ResultsVerb.ShowVerb.class,
      ResultsVerb.ExportVerb.class,
      TrendVerb.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate results list",
      "  linerate results show",
      "  linerate results show 20261123 --report again.html",
      "  linerate results list --reference                   the study, to compare with",
      "  linerate results export --format csv > intervals.csv",
      "  linerate results trend docker-overlay --report trend.html"
    })
final class ResultsVerb extends VerbGroup {
  /** {@code linerate results list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every run, newest first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  linerate results list",
        "  linerate results list --format json",
        "  linerate results list --reference"
      })
  static final class ListVerb implements Callable<Integer> {
    private static final DateTimeFormatter WHEN =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Mixin private Results results = new Results();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "${COMPLETION-CANDIDATES}")
    private ListFormat format = ListFormat.TABLE;

    @Option(
        names = "--reference",
        description = "instead: the runs of the container network study that linerate ships")
    private boolean reference;

    @Override
    public Integer call() {
      List<RunLine> lines = reference ? referenceLines() : lines();
      if (format == ListFormat.JSON) {
        System.out.println(RunLines.json(lines));
      } else if (lines.isEmpty()) {
        System.out.println("No runs yet: sudo linerate quickstart");
      } else {
        System.out.print(table(lines));
      }
      return Exit.OK;
    }

    private List<RunLine> lines() {
      Optional<ResultStore> existing = results.existing();
      if (existing.isEmpty()) {
        return List.of();
      }
      try (ResultStore store = existing.get()) {
        return store.list();
      }
    }

    private static List<RunLine> referenceLines() {
      return ReferenceSet.runs().stream().map(RunLine::of).toList();
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
      description = "A run's table again, the last run's by default.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  linerate results show",
        "  linerate results show 20261123 --report again.html",
        "  linerate results show --format markdown",
        "  linerate results show --reference study-kunpeng"
      })
  static final class ShowVerb implements Callable<Integer> {
    @Mixin private ChosenRun run = new ChosenRun();

    @Option(names = "--report", paramLabel = "FILE", description = "write the HTML report too")
    private @Nullable Path report;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "${COMPLETION-CANDIDATES}")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
      run.visit(this::show);
      return Exit.OK;
    }

    private void show(Run shown, IntervalSource intervals) {
      ReportModel model = ReportModel.of(shown);
      Rendering.print(model, intervals, format, Terminal.current());
      if (report != null) {
        Path file = ReportFile.write(HtmlReport.of(model), Optional.of(report), ReportFile.today());
        System.err.println("Report: " + file);
      }
    }
  }

  /** {@code linerate results export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "A run with all its intervals, for other programs.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  linerate results export > run.json",
        "  linerate results export 20261123 --format csv > intervals.csv"
      })
  static final class ExportVerb implements Callable<Integer> {
    @Mixin private ChosenRun run = new ChosenRun();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "json",
        description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.JSON;

    @Override
    public Integer call() {
      run.visit((shown, intervals) ->
          Rendering.print(ReportModel.of(shown), intervals, format, Terminal.current()));
      return Exit.OK;
    }
  }
}
