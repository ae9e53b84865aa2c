package dev.linerate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTableTest {
  private static final ReportModel MODEL = ReportModel.of(SampleRun.quickstart());

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120})
  void fitsTheTerminal(int width) {
    assertThat(lines(width)).allMatch(line -> DisplayWidth.of(line) <= width);
  }

  @Test
  void showsEverythingWhereThereIsRoom() {
    assertThat(TerminalTable.of(MODEL, 120, false))
        .contains("Same host", "TCP, Gbit/s", "UDP received, Gbit/s", "CPU s/GB")
        .contains("Cross host, 1 Gbit/s", "% of wire", "ovs-bridge, userspace, TSO")
        .containsPattern("vxlan +908 \\[907, 909\\] n=3 +99\\.9 +904 \\[903, 905\\] n=3 +920");
  }

  @Test
  void leavesOutCpuAndUdpIntervalsBeforeTcpIntervals() {
    assertThat(TerminalTable.of(MODEL, 80, false))
        .contains("908 [907, 909] n=3")
        .doesNotContain("CPU s/GB", "904 [903, 905]");
    assertThat(TerminalTable.of(MODEL, 60, false)).doesNotContain("[907, 909]").contains("908");
  }

  @Test
  void theTwoRatesAndTheirUnitStayInFortyColumns() {
    assertThat(TerminalTable.of(MODEL, 40, false))
        .containsPattern("Cross host, Mbit/s +TCP +UDP\n")
        .containsPattern("vxlan +908 +904\n")
        .doesNotContain("offered", "lost\n");
  }

  @Test
  void saysWhyAndTellsItOnce() {
    String table = TerminalTable.of(MODEL, 200, false);

    assertThat(table).contains("skipped: the parent eth0 is a Wi-Fi device");
    assertThat(table).contains("failed: dockerd of h2 did not answer within 30 s");
    assertThat(table).containsOnlyOnce("which takes one address only").contains("as above");
  }

  @Test
  void footnotesExplainTheirMarks() {
    assertThat(TerminalTable.of(MODEL, 120, false))
        .containsPattern("docker-bridge +25\\.9 \\[23\\.6, 28\\.8\\] n=3 ⚠1")
        .contains("⚠1 docker-bridge, same host, TCP: interval spans 20 % of the median")
        .contains("⚠2 ovs-bridge, same host, UDP: only 76 % of what was sent arrived");
  }

  @Test
  void whatIsTrueOfEveryCaseIsSaidOnce() {
    Run run = SampleRun.quickstart();
    List<CaseRecord> shortened = run.cases().stream().map(c -> firstTrials(c, 2)).toList();
    String table = TerminalTable.of(ReportModel.of(SampleRun.with(run, shortened)), 120, false);

    assertThat(table)
        .containsOnlyOnce("two trials only")
        .contains("⚠1 every case: two trials only")
        .containsPattern("vxlan +\\d+ \\[.*?\\] n=2 ⚠1 ")
        .contains("ovs-bridge, same host, UDP: only 76 % of what was sent arrived");
  }

  private static CaseRecord firstTrials(CaseRecord record, int trials) {
    return with(record, record.trials().stream().limit(trials).toList());
  }

  @Test
  void aLittleMoreThanTheWireIsExplained() {
    Run run = SampleRun.quickstart();
    Run faster = SampleRun.with(run, run.cases().stream().map(c -> shortened(c, 0.997)).toList());

    assertThat(TerminalTable.of(MODEL, 200, false)).doesNotContain("above 100 %");
    assertThat(TerminalTable.of(ReportModel.of(faster), 200, false))
        .containsPattern("vxlan .* 100\\.\\d")
        .contains("·  above 100 % of wire: the link passes up to 244 KiB at once after a pause")
        .doesNotContain("the link is not what the plan says");
  }

  /** Its trials with the same bytes in a little less time. */
  private static CaseRecord shortened(CaseRecord record, double factor) {
    return with(record, record.trials().stream().map(t -> SampleRun.scaled(t, factor)).toList());
  }

  private static CaseRecord with(CaseRecord record, List<Trial> trials) {
    return new CaseRecord(
        record.number(),
        record.spec(),
        record.tool(),
        record.path(),
        record.status(),
        record.reason(),
        trials);
  }

  @Test
  void standsBesideTheStudy() {
    assertThat(TerminalTable.of(MODEL, 200, false))
        .contains("Kunpeng 920 / Intel 6248, TCP: docker-bridge 35 / 25 Gbit/s");
  }

  @Test
  void coloursOnlyAdd() {
    String plain = TerminalTable.of(MODEL, 100, false);
    String coloured = TerminalTable.of(MODEL, 100, true);

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
        .isEqualTo(plain);
  }

  @Test
  void columnsStayInLineWithWideCharacters() {
    TextTable table =
        new TextTable(
            List.of(
                new TextTable.Group("name", List.of(false)),
                new TextTable.Group("n", List.of(true))));
    table.row(List.of(List.of(TextTable.Cell.of("网络")), List.of(TextTable.Cell.of("7"))));
    table.row(List.of(List.of(TextTable.Cell.of("br-e\u0301t")), List.of(TextTable.Cell.of("42"))));

    assertThat(table.lines(false)).containsExactly("网络    7", "br-e\u0301t  42");
    assertThat(table.lines(false)).allMatch(line -> DisplayWidth.of(line) == 9);
  }

  @Test
  void aTcpOnlyRunHasNoUdpColumns() {
    Run run = SampleRun.quickstart();
    List<CaseRecord> tcp =
        run.cases().stream().filter(c -> c.spec().flow().label().equals("tcp")).toList();
    String table = TerminalTable.of(ReportModel.of(SampleRun.with(run, tcp)), 120, false);

    assertThat(table).contains("TCP, Gbit/s").doesNotContain("UDP", "offered", "lost");
  }

  @Test
  void anEmptyRunHasNoTable() {
    Run none = SampleRun.with(SampleRun.quickstart(), List.of());
    assertThat(TerminalTable.of(ReportModel.of(none), 80, false)).doesNotContain("Same host");
  }

  private static List<String> lines(int width) {
    return TerminalTable.of(MODEL, width, false).lines().toList();
  }
}
