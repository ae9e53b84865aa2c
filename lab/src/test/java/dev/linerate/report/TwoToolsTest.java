package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.analysis.CaseSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that measured each case with either tool, in every form. */
class TwoToolsTest {
  private static final ReportModel MODEL = ReportModel.of(SampleRun.bothTools());

  @Test
  void theirRowsStandTogetherWithTheRatioBelow() {
    assertThat(TerminalTable.of(MODEL, 140, false))
        .containsPattern("  vxlan, builtin +97\\d \\[97\\d, 97\\d\\] n=3 .*")
        .containsPattern(
            "  vxlan, iperf3 +908 \\[907, 909\\] n=3 .*\n    builtin / iperf3 +1\\.07 +1\\.07");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120})
  void theTableFitsTheTerminal(int width) {
    assertThat(TerminalTable.of(MODEL, width, false).lines())
        .allMatch(line -> DisplayWidth.of(line) <= width)
        .anyMatch(line -> line.contains("builtin / iperf3"));
  }

  @Test
  void footnotesSayWhoseTheyAre() {
    assertThat(TerminalTable.of(MODEL, 140, false))
        .contains("docker-bridge, same host, TCP, builtin; docker-bridge, same host, TCP, iperf3:");
  }

  @Test
  void withoutANumberOfTheOtherThereIsNoRatio() {
    assertThat(MODEL.blocks())
        .flatExtracting(TableBlock::rows)
        .filteredOn(row -> !row.measured())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.ratio()).isEmpty());
    assertThat(MODEL.summaries())
        .extracting(CaseSummary::record)
        .hasSize(SampleRun.bothTools().cases().size());
  }

  @Test
  void markdownHasARowForTheRatio() {
    assertThat(MarkdownReport.of(MODEL))
        .contains("traffic by builtin and iperf3")
        .containsPattern("\\| vxlan, builtin \\| .*\n\\| vxlan, iperf3 \\| .*\n")
        .contains("| builtin / iperf3 | 1.07 | 1.07 |");
  }

  @Test
  void thePageNamesTheToolOfEachCase() {
    assertThat(HtmlReport.of(MODEL))
        .contains("traffic by builtin and iperf3")
        .contains("iperf3 · builtin / iperf3: TCP 1.07, UDP 1.07")
        .contains("Same host, TCP, builtin")
        .contains("<span>by iperf3</span>")
        .contains("this run, builtin");
  }

  @Test
  void jsonAndCsvNameItToo() {
    JsonNode cases = new JsonMapper().readTree(RunJson.of(MODEL)).path("cases");
    assertThat(cases.path(0).path("tool").asString()).isEqualTo("builtin");
    assertThat(cases.valueStream().map(each -> each.path("tool").asString()).distinct())
        .containsExactlyInAnyOrder("builtin", "iperf3");
    assertThat(CsvExport.of(MODEL.run())).contains(",none,builtin,1,", ",none,iperf3,1,");
  }

  @Test
  void aRunWithOneToolNamesItOnce() {
    ReportModel one = ReportModel.of(SampleRun.quickstart());
    assertThat(TerminalTable.of(one, 140, false)).doesNotContain("iperf3");
    assertThat(MarkdownReport.of(one)).containsOnlyOnce("traffic by iperf3");
  }
}
