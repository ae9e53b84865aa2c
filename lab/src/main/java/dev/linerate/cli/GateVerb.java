package dev.linerate.cli;

import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Metric;
import dev.linerate.analysis.compare.Trait;
import dev.linerate.fault.LinerateException;
import dev.linerate.report.GateGithub;
import dev.linerate.report.GateJson;
import dev.linerate.report.GateJunit;
import dev.linerate.report.GateText;
import dev.linerate.report.GateWords;
import dev.linerate.result.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linerate gate}. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fails when a run is slower than a baseline by more than is allowed, for CI.",
      "A case fails when its median is lower by that much and the slowdown is no chance; two runs",
      "of the same thing fail in at most 5 of 100 gates, however many cases. Faster never fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linerate gate last~1 last --max-regression 5%%",
      "  linerate gate 20261123-1015 last --junit gate.xml --github",
      "  linerate gate last~1 last --metric cpu --max-regression 10%%",
      "  linerate gate last~1 last --metric p99 --max-regression 20%%",
      "",
      "Exit codes: 0 passed; 2 usage, or no case can be compared; 5 a case is slower or broken"
    })
final class GateVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASELINE", description = NamedRuns.WORDS)
  private String baseline = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "the run to judge, named likewise")
  private String run = "";

  @Option(
      names = "--max-regression",
      paramLabel = "PERCENT",
      defaultValue = "5%",
      description = "how much worse a median must be to fail (default: ${DEFAULT-VALUE})")
  private Percentage maxRegression = new Percentage(0.05);

  @Option(
      names = "--metric",
      paramLabel = "FIGURE",
      defaultValue = "bitrate",
      description = {
        "what is judged: bitrate, loss, jitter, retransmits (per GB), cpu (s/GB), transactions,",
        "p50 or p99 (latency of transactions); of bitrate and transactions more is better, of the",
        "others less (default: ${DEFAULT-VALUE})"
      })
  private Metric metric = Metric.BITRATE;

  @Option(
      names = "--across",
      split = ",",
      paramLabel = "TRAIT",
      description = "may differ: link, mtu, tool, offloads, flow, pinning")
  private List<Trait> across = List.of();

  @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit's XML for CI systems")
  private @Nullable Path junit;

  @Option(names = "--github", description = "print annotations for GitHub Actions too")
  private boolean github;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}")
  private ListFormat format = ListFormat.TABLE;

  @Mixin private Results results = new Results();

  @Override
  public Integer call() {
    List<Run> runs = new NamedRuns(results).read(List.of(baseline, run));
    Gate gate =
        Gate.of(runs.getFirst(), runs.getLast(), metric, maxRegression.share(), Set.copyOf(across));
    if (junit != null) {
      ReportFile.replace(junit, GateJunit.of(gate));
    }
    if (!gate.judgedAny()) {
      throw LinerateException.user("no case of the two runs can be compared: " + why(gate), "");
    }
    System.out.print(rendered(gate, Terminal.current()));
    if (github) {
      System.out.print(GateGithub.of(gate));
    }
    return gate.failed() ? Exit.THRESHOLD : Exit.OK;
  }

  private String rendered(Gate gate, Terminal terminal) {
    return format == ListFormat.JSON
        ? GateJson.of(gate)
        : GateText.of(gate, terminal.columns(), terminal.colour() && terminal.outTerminal());
  }

  private static String why(Gate gate) {
    return gate.cases().stream().map(GateWords::sentence).findFirst().orElse("neither has one");
  }
}
