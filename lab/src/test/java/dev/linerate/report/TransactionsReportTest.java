package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.compare.Contrast;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.analysis.compare.Metric;
import dev.linerate.analysis.compare.RunComparison;
import dev.linerate.analysis.compare.Terms;
import dev.linerate.analysis.compare.Trend;
import dev.linerate.analysis.compare.Verdict;
import dev.linerate.imports.Importer;
import dev.linerate.imports.LogSource;
import dev.linerate.imports.MemoryShelf;
import dev.linerate.imports.Origin;
import dev.linerate.result.Run;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From netperf's log to what a person and a program see of transactions. */
class TransactionsReportTest {
  private static final double[] CALM = {61, 60, 62, 61, 60};
  private static final double[] LATE = {92, 93, 90, 91, 94};

  private static Run imported(String id, String log) {
    MemoryShelf shelf = new MemoryShelf();
    Importer importer = new Importer(_ -> shelf, id, Origin.NONE);
    importer.read(
        new LogSource(
            "log",
            new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
            Optional.empty()),
        Optional.empty());
    importer.finish("1", Instant.EPOCH);
    assertThat(importer.problems()).isEmpty();
    return shelf.run().orElseThrow();
  }

  /** A trial for each p99; all are as many a second. */
  private static Run run(String id, double rate, double... p99) {
    StringBuilder log = new StringBuilder();
    for (double longest : p99) {
      log.append(
          """
          MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET : first burst 0
          THROUGHPUT=%.2f
          THROUGHPUT_UNITS=Trans/s
          ELAPSED_TIME=10.00
          REQUEST_SIZE=64
          RESPONSE_SIZE=128
          MEAN_LATENCY=46.30
          P50_LATENCY=45
          P99_LATENCY=%.0f
          MAX_LATENCY=412
          """
              .formatted(rate + log.length(), longest));
    }
    return imported(id, log.toString());
  }

  @Test
  void theTableHasThemInsteadOfABitRate() {
    String table = TerminalTable.of(ReportModel.of(run("a", 21_500, CALM)), 120, false);

    assertThat(table)
        .contains("trans/s", "mean, µs", "p50, µs", "p99, µs", "longest, µs")
        .contains("unnamed, cross host, TCP rr 64/128 B")
        .containsPattern("2\\d{4}\\s+\\[\\d+, \\d+] n=5\\s+46\\.3\\s+45\\.0\\s+61\\.0\\s+412")
        .doesNotContain("bit/s");
  }

  @Test
  void aNarrowTerminalKeepsRateAndPercentiles() {
    String table = TerminalTable.of(ReportModel.of(run("a", 21_500, CALM)), 80, false);

    assertThat(table.lines()).allMatch(line -> line.length() <= 80);
    assertThat(table).contains("p50, µs", "p99, µs").doesNotContain("longest");
  }

  @Test
  void markdownAndPageHaveThemToo() {
    ReportModel model = ReportModel.of(run("a", 21_500, CALM));

    assertThat(MarkdownReport.of(model))
        .contains("| Requests | trans/s |", "| 45.0 | 61.0 | 412 |");
    assertThat(HtmlReport.of(model))
        .contains("Requests and responses", "latency\u00a0p99".replace('\u00a0', ' '), "trans/s");
  }

  @Test
  void jsonKeepsToTheSchemaAndComesBackTheSame() {
    String json = RunJson.of(ReportModel.of(run("a", 21_500, CALM)));

    assertThat(SchemaFile.problems("run.schema.json", json)).isEmpty();
    assertThat(json).contains("\"per_second\" : 21500", "\"p99_us\" : 61", "\"kind\" : \"rr\"");
    Run again = imported("b", json);
    assertThat(RunJson.of(ReportModel.of(again)).replaceFirst("\\s*\"imported.from\" : [^\n]*", ""))
        .isEqualTo(json.replaceFirst("\\s*\"imported.from\" : [^\n]*", ""));
  }

  @Test
  void fewerTransactionsAreSlower() {
    Contrast contrast = contrast(run("a", 21_500, CALM), run("b", 15_000, CALM));

    assertThat(contrast.verdict()).isEqualTo(Verdict.SLOWER);
    RunComparison comparison =
        RunComparison.of(List.of(run("a", 21_500, CALM), run("b", 15_000, CALM)), Terms.USUAL);
    assertThat(ComparisonText.of(ComparisonModel.of(comparison), 140, false))
        .contains("trans/s", "slower")
        .doesNotContain("kbit/s", "Mbit/s");
    assertThat(SchemaFile.problems("comparison.schema.json", ComparisonJson.of(comparison)))
        .isEmpty();
  }

  @Test
  void aHigherLatencyIsWorseThoughTheRateIsTheSame() {
    Contrast contrast = contrast(run("a", 21_500, CALM), run("b", 21_500, LATE));

    assertThat(contrast.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(change(contrast, Metric.P99)).isEqualTo(Figure.Change.WORSE);
    assertThat(change(contrast, Metric.P50)).isEqualTo(Figure.Change.NO_DIFFERENCE);
    assertThat(change(contrast(run("a", 1, LATE), run("b", 1, CALM)), Metric.P99))
        .isEqualTo(Figure.Change.BETTER);
  }

  @Test
  void aGateJudgesLatencyAndTransactionsEachInItsDirection() {
    Run before = run("a", 21_500, CALM);

    assertThat(outcome(before, run("b", 21_500, LATE), Metric.P99)).isEqualTo(Outcome.REGRESSED);
    assertThat(outcome(run("a", 21_500, LATE), run("b", 21_500, CALM), Metric.P99))
        .isEqualTo(Outcome.PASSED);
    assertThat(outcome(before, run("b", 15_000, CALM), Metric.TRANSACTIONS))
        .isEqualTo(Outcome.REGRESSED);
    assertThat(outcome(before, run("b", 30_000, CALM), Metric.TRANSACTIONS))
        .isEqualTo(Outcome.PASSED);
    assertThat(GateText.of(gate(before, run("b", 15_000, CALM), Metric.TRANSACTIONS), 120, false))
        .contains("with fewer transactions by 5 % or more");
  }

  @Test
  void withoutLatenciesAGateOfThemHasNothingToJudge() {
    String banner =
        """
        MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET
        16384  131072 1        1       10.00    21587.45
        """;
    Run run = imported("a", banner.repeat(5));

    assertThat(gate(run, run, Metric.P99).judgedAny()).isFalse();
    assertThat(gate(run, run, Metric.TRANSACTIONS).judgedAny()).isTrue();
  }

  @Test
  void aTrendIsOfTransactions() {
    Trend.Collector collector = new Trend.Collector("unnamed");
    collector.add(run("a", 21_500, CALM));
    collector.add(run("b", 15_000, CALM));
    Trend trend = collector.trend();

    assertThat(TrendText.of(TrendModel.of(trend), false))
        .contains("trans/s")
        .doesNotContain("bit/s");
    assertThat(SchemaFile.problems("trend.schema.json", TrendJson.of(trend))).isEmpty();
  }

  private static Contrast contrast(Run base, Run other) {
    return RunComparison.of(List.of(base, other), Terms.USUAL)
        .cases()
        .getFirst()
        .contrasts()
        .getFirst();
  }

  private static Figure.Change change(Contrast contrast, Metric metric) {
    return contrast.figures().stream()
        .filter(figure -> figure.metric() == metric)
        .findFirst()
        .orElseThrow()
        .change();
  }

  private static Gate gate(Run base, Run run, Metric metric) {
    return Gate.of(base, run, metric, 0.05, Set.of());
  }

  private static Outcome outcome(Run base, Run run, Metric metric) {
    return gate(base, run, metric).cases().getFirst().outcome();
  }
}
