package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reports say of a run whose cases were measured free, on chosen cores and on named ones. */
class PinnedRunTest {
  private static final String WHY =
      "sender on core 1, receiver on core 2: different physical cores, with one L3 cache, core 0"
          + " left to the system";
  private static final ReportModel MODEL = model(Pinning.NONE, Pinning.AUTO, Pinning.parse("0,3"));

  private static ReportModel model(Pinning... pinnings) {
    Run free = SampleRun.quickstart();
    List<CaseRecord> cases = new ArrayList<>();
    for (CaseRecord record : free.cases()) {
      for (Pinning pinning : pinnings) {
        CaseSpec spec = record.spec().with(pinning);
        cases.add(
            new CaseRecord(
                cases.size() + 1,
                spec,
                record.tool(),
                record.path(),
                record.status(),
                record.reason(),
                record.trials()));
      }
    }
    return ReportModel.of(
        new Run(
            free.id(),
            free.plan(),
            free.started(),
            free.ended(),
            free.state(),
            free.version(),
            free.hosts(),
            free.link(),
            free.repeat(),
            free.platform()
                .with(
                    Map.of(
                        FactKeys.AUTO_CORES,
                        "1,2",
                        FactKeys.AUTO_WHY,
                        WHY,
                        FactKeys.MEMORY_COPY,
                        "8.5",
                        FactKeys.L2_COPY,
                        "30.0")),
            free.networks(),
            cases));
  }

  @Test
  void everyPinningHasItsRowBesideTheOthers() {
    assertThat(TerminalTable.of(MODEL, 160, false).lines())
        .containsSubsequence(
            line("docker-bridge, pin none "),
            line("docker-bridge, pin auto "),
            line("docker-bridge, pin 0,3 "));
  }

  private static String line(String start) {
    return TerminalTable.of(MODEL, 160, false)
        .lines()
        .filter(line -> line.strip().startsWith(start))
        .findFirst()
        .orElse("no line that starts with " + start);
  }

  @Test
  void theChoiceAndItsReasonsStandBelow() {
    assertThat(TerminalTable.of(MODEL, 300, false)).contains("·  pin auto: " + WHY);
    assertThat(MarkdownReport.of(MODEL)).contains("- pin auto: " + WHY);
    assertThat(HtmlReport.of(MODEL)).contains("pin auto: " + WHY);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 60, 80, 100, 120, 160})
  void theTableFitsTheTerminal(int width) {
    assertThat(TerminalTable.of(MODEL, width, false).lines())
        .allMatch(line -> DisplayWidth.of(line) <= width);
  }

  @Test
  void aRunWithOnePinningNamesItOnlyWhenItIsNotNone() {
    assertThat(TerminalTable.of(model(Pinning.NONE), 160, false)).doesNotContain("pin none");
    assertThat(TerminalTable.of(model(Pinning.AUTO), 160, false))
        .contains("docker-bridge, pin auto ");
  }

  @Test
  void jsonHasTheCoresOfPinnedCases() {
    List<JsonNode> cases =
        new JsonMapper().readTree(RunJson.of(MODEL)).path("cases").valueStream().toList();
    assertThat(cases)
        .filteredOn(c -> c.path("pinning").asString().equals("none"))
        .noneMatch(c -> c.has("cores"));
    assertThat(cases)
        .filteredOn(c -> c.path("pinning").asString().equals("auto"))
        .allMatch(c -> c.path("cores").toString().equals("{\"sender\":1,\"receiver\":2}"));
    assertThat(cases)
        .filteredOn(c -> c.path("pinning").asString().equals("0,3"))
        .isNotEmpty()
        .allMatch(c -> c.path("cores").toString().equals("{\"sender\":0,\"receiver\":3}"));
    assertThat(RunJsonTest.violations(RunJson.of(MODEL))).isEmpty();
  }

  /** Which cores each stream had, where the tool has a thread for each. */
  @Test
  void jsonHasTheCoresOfEachStream() {
    JsonNode cores = coresOfTwoStreams("builtin");
    assertThat(cores.path("sender").asInt()).isEqualTo(1);
    assertThat(cores.path("streams").toString())
        .isEqualTo("[{\"sender\":1,\"receiver\":2},{\"sender\":3,\"receiver\":4}]");
    assertThat(coresOfTwoStreams("iperf3").toString()).isEqualTo("{\"sender\":1,\"receiver\":2}");
  }

  @Test
  void ofIperf3ItSaysThatOneCoreIsAllItHas() {
    String said = "pin auto: iperf3 keeps all streams of an end on one core";
    assertThat(TerminalTable.of(twoStreams("iperf3"), 300, false)).contains(said);
    assertThat(TerminalTable.of(twoStreams("builtin"), 300, false))
        .doesNotContain(said)
        .contains("pin auto: senders of 2 streams on cores 1 3");
  }

  private static JsonNode coresOfTwoStreams(String tool) {
    String json = RunJson.of(twoStreams(tool));
    assertThat(RunJsonTest.violations(json)).isEmpty();
    return new JsonMapper().readTree(json).path("cases").path(0).path("cores");
  }

  private static ReportModel twoStreams(String tool) {
    Run pinned = model(Pinning.AUTO).run();
    CaseRecord record = pinned.cases().getFirst();
    CaseSpec spec = record.spec().with(record.spec().flow().withStreams(2));
    CaseRecord two =
        new CaseRecord(
            1, spec, tool, record.path(), record.status(), record.reason(), record.trials());
    return ReportModel.of(
        new Run(
            pinned.id(),
            pinned.plan(),
            pinned.started(),
            pinned.ended(),
            pinned.state(),
            pinned.version(),
            pinned.hosts(),
            pinned.link(),
            pinned.repeat(),
            pinned
                .platform()
                .with(
                    Map.of(
                        FactKeys.autoCores(2),
                        "1,2 3,4",
                        FactKeys.autoWhy(2),
                        "senders of 2 streams on cores 1 3, their receivers on 2 4: apart")),
            pinned.networks(),
            List.of(two)));
  }

  @Test
  void withinAHostTheReferenceIsHost() {
    assertThat(TerminalTable.of(MODEL, 160, false)).containsOnlyOnce("% of host");
    assertThat(line("docker-bridge, pin auto ")).contains(" 83.");
    assertThat(MarkdownReport.of(MODEL)).containsOnlyOnce("| % of host |");
    assertThat(HtmlReport.of(MODEL))
        .contains("of the host baseline")
        .contains("of one core's memory copy, 68.0")
        .contains("One core of this machine copied memory at 8.5 GB/s (68.0 Gbit/s)");
  }

  @Test
  void overTheWireTheLimitIsNamedWhereItIsReached() {
    assertThat(TerminalTable.of(MODEL, 300, false))
        .containsPattern(
            "at the wire limit: vxlan, cross host, TCP, pin none, 90\\d of 909.0 Mbit/s");
    assertThat(HtmlReport.of(MODEL))
        .containsPattern("90\\d of 909.0\u00a0Mbit/s: at the wire limit");
  }
}
