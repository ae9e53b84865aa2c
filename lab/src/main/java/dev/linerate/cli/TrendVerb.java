package dev.linerate.cli;

import dev.linerate.analysis.compare.Trend;
import dev.linerate.fault.LinerateException;
import dev.linerate.plan.ClosestMatch;
import dev.linerate.report.TrendHtml;
import dev.linerate.report.TrendJson;
import dev.linerate.report.TrendModel;
import dev.linerate.report.TrendText;
import dev.linerate.result.Run;
import dev.linerate.store.ResultStore;
import dev.linerate.store.RunLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate results trend}. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    description = {
      "A network over all runs: median bit rates with their intervals, the oldest first,",
      "and where kernel, Docker, Open vSwitch or linerate changed between them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate results trend docker-overlay",
      "  linerate results trend vxlan --report trend.html",
      "  linerate results trend vxlan --format json"
    })
final class TrendVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "a network's name")
  private String network = "";

  @Option(names = "--report", paramLabel = "FILE", description = "write an HTML page too")
  private @Nullable Path report;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  @Mixin private Results results = new Results();

  @Override
  public Integer call() {
    Trend trend = read();
    TrendModel model = TrendModel.of(trend);
    Terminal terminal = Terminal.current();
    System.out.print(
        format == ListFormat.JSON
            ? TrendJson.of(trend)
            : TrendText.of(model, terminal.colour() && terminal.outTerminal()));
    if (report != null) {
      Path file = ReportFile.write(TrendHtml.of(model), Optional.of(report), ReportFile.today());
      System.err.println("Report: " + file);
    }
    return Exit.OK;
  }

  /** One run after the other, without intervals, so that a large file needs little memory. */
  private Trend read() {
    Trend.Collector collector = new Trend.Collector(network);
    Set<String> others = new TreeSet<>();
    try (ResultStore store = results.existing().orElseThrow(NamedRuns::none)) {
      List<RunLine> lines = store.list().reversed();
      for (RunLine line : lines) {
        Optional<Run> run = store.figures(line.id());
        run.ifPresent(collector::add);
        run.ifPresent(r -> r.cases().forEach(c -> others.add(c.spec().network())));
      }
    }
    Trend trend = collector.trend();
    if (trend.series().isEmpty()) {
      throw LinerateException.user(
          "no run has measured it: " + ClosestMatch.sentence("network", network, others), "");
    }
    return trend;
  }
}
