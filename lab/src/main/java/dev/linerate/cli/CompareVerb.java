package dev.linerate.cli;

import dev.linerate.analysis.compare.RunComparison;
import dev.linerate.fault.LinerateException;
import dev.linerate.report.ComparisonHtml;
import dev.linerate.report.ComparisonJson;
import dev.linerate.report.ComparisonMarkdown;
import dev.linerate.report.ComparisonModel;
import dev.linerate.report.ComparisonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs beside each other: which case is faster, by how much, how surely.",
      "Each run is compared with the first, case by case: network, placement, protocol, pinning."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate compare last~1 last                       before and after",
      "  linerate compare 20261123-1015 20261123-1130 --report compare.html",
      "  linerate compare A B --across mtu                  the MTU is what was changed",
      "  linerate compare A B C --format json",
      "",
      "Exit codes: 0 ok, whatever the verdicts; 2 usage. linerate gate fails where one is slower."
    })
final class CompareVerb implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "the base, then others: " + NamedRuns.WORDS)
  private List<String> runs = List.of();

  @Mixin private ComparisonTerms terms = new ComparisonTerms();

  @Option(names = "--report", paramLabel = "FILE", description = "write an HTML page too")
  private @Nullable Path report;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private CompareFormat format = CompareFormat.TABLE;

  @Mixin private Results results = new Results();

  @Override
  public Integer call() {
    if (runs.size() < 2) {
      throw LinerateException.user(
          "a comparison needs two runs, and "
              + runs.size()
              + (runs.size() == 1 ? " was" : " were")
              + " named",
          "linerate compare last~1 last");
    }
    ComparisonModel model =
        ComparisonModel.of(RunComparison.of(new NamedRuns(results).read(runs), terms.terms()));
    System.out.print(rendered(model, Terminal.current()));
    if (report != null) {
      Path file =
          ReportFile.write(ComparisonHtml.of(model), Optional.of(report), ReportFile.today());
      System.err.println("Report: " + file);
    }
    return Exit.OK;
  }

  private String rendered(ComparisonModel model, Terminal terminal) {
    return switch (format) {
      case TABLE ->
          ComparisonText.of(model, terminal.columns(), terminal.colour() && terminal.outTerminal());
      case JSON -> ComparisonJson.of(model.comparison());
      case MARKDOWN -> ComparisonMarkdown.of(model);
    };
  }
}
