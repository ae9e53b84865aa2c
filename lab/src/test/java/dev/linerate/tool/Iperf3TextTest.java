package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Iperf3TextTest {
  private static EndReport client(String name) {
    return parse(Fixture.text("iperf3-" + name + ".txt"), End.CLIENT);
  }

  private static EndReport server(String name) {
    return parse(Fixture.text("iperf3-" + name + ".txt"), End.SERVER);
  }

  /** As one log of one test, its samples kept. */
  private static EndReport parse(String text, End role) {
    List<Interval> samples = new ArrayList<>();
    Iperf3Text test = new Iperf3Text(Optional.of(role), samples::add);
    text.lines().flatMap(line -> Iperf3Line.parse(line).stream()).forEach(test::accept);
    EndReport report = test.report();
    return new EndReport(
        report.role(),
        report.version(),
        samples,
        report.receivedSeconds(),
        report.cpuPercent(),
        report.outOfOrder(),
        report.error(),
        report.complete());
  }

  @Test
  void readsTheStudysTcpClient() {
    EndReport report = client("3.1.3-tcp-client-docker-bridge");

    assertThat(report.intervals())
        .hasSize(22)
        .allMatch(i -> i.side() == Side.SENDER && !i.reverse());
    Interval first = report.intervals().getFirst();
    assertThat(first.bytes())
        .as("what agrees with 4.06 GBytes and 34.9 Gbits/sec")
        .isEqualTo(4_360_505_257L);
    assertThat(first.bitsPerSecond()).isCloseTo(34.9e9, within(0.05e9));
    assertThat(first.retransmits()).hasValue(1008);
    assertThat(first.congestionWindow()).hasValue(1011 * 1024);
    assertThat(first.rttMicros()).isEmpty();
    assertThat(report.intervals().get(1).congestionWindow()).hasValue(Math.round(1.07 * (1 << 20)));
    assertThat(report.intervals().getLast().start()).isEqualTo(21.0);
    assertThat(report.complete()).as("it was cut off before its summary").isFalse();
  }

  @Test
  void readsTheStudysTcpServerWithItsShortLastSample() {
    EndReport report = server("3.1.3-tcp-server-docker-overlay");

    assertThat(report.intervals())
        .hasSize(11)
        .allMatch(i -> i.side() == Side.RECEIVER && i.retransmits().isEmpty());
    Interval last = report.intervals().getLast();
    assertThat(last.seconds()).isCloseTo(0.05, within(1e-9));
    assertThat(last.bytes()).isEqualTo(Math.round(5.32 * (1 << 20)));
    assertThat(report.receivedSeconds()).hasValue(10.05);
    assertThat(report.failure()).isEmpty();
  }

  @Test
  void readsTheStudysUdpServer() {
    EndReport report = server("3.1.3-udp-server-docker-overlay");

    Interval first = report.intervals().getFirst();
    assertThat(first.side()).isEqualTo(Side.RECEIVER);
    assertThat(first.retransmits()).isEmpty();
    assertThat(first.lost()).hasValue(383);
    assertThat(first.packets()).hasValue(12364);
    assertThat(first.jitterMillis()).hasValue(0.056);
    assertThat(first.bitsPerSecond()).isCloseTo(785e6, within(1e6));
  }

  @Test
  void theStudysUdpServerAddsUpToItsSummary() {
    EndReport nobody = parse("", End.CLIENT);

    Totals totals = TrialTotals.of(nobody, server("3.1.3-udp-server-docker-overlay"));

    assertThat(totals.lost()).hasValue(478);
    assertThat(totals.packets()).hasValue(137_900);
    assertThat(totals.seconds()).isEqualTo(10.04);
    assertThat(totals.jitterMillis()).hasValue(4.247);
    assertThat(totals.bytesReceived())
        .as("its own summary says 0.00 Bytes")
        .isGreaterThan(1_000_000_000);
  }

  @Test
  void aServerThatWasKilledKeepsItsRows() {
    EndReport report = server("3.1.3-udp-server-ovs-overlay-killed");

    assertThat(report.intervals()).hasSize(18);
    assertThat(report.intervals().get(2).lost()).hasValue(240);
    assertThat(report.complete()).isFalse();
    Totals totals = TrialTotals.of(parse("", End.CLIENT), report);
    assertThat(totals.seconds()).isCloseTo(18.0, within(1e-9));
  }

  @Test
  void readsTheStalledTransfer() {
    EndReport report = client("3.1.3-tcp-client-stalled");

    assertThat(report.intervals()).hasSize(10);
    assertThat(report.intervals().getFirst().bytes()).isEqualTo(86_798);
    assertThat(report.intervals().subList(1, 10)).allMatch(i -> i.bytes() == 0);
    assertThat(report.intervals()).allMatch(i -> i.congestionWindow().orElseThrow() == 1444);
    assertThat(report.intervals().stream().mapToLong(i -> i.retransmits().orElseThrow()).sum())
        .isEqualTo(5);
    assertThat(report.complete()).isTrue();
  }

  @Test
  void aUdpClientDoesNotKnowWhatArrived() {
    EndReport report = client("3.1.3-udp-client-stalled");

    assertThat(report.intervals())
        .hasSize(10)
        .allSatisfy(i -> {
          assertThat(i.side()).isEqualTo(Side.SENDER);
          assertThat((double) i.bytes()).isCloseTo(128 * 1024, within(64.0));
          assertThat(i.packets()).isEmpty();
          assertThat(i.jitterMillis()).isEmpty();
          assertThat(i.retransmits()).isEmpty();
        });
  }

  @Test
  void readsBothWaysAndSkipsSums() {
    EndReport report = client("3.12-tcp-bidir-client");

    assertThat(report.intervals()).hasSize(8);
    assertThat(report.intervals())
        .filteredOn(i -> !i.reverse())
        .hasSize(4)
        .allMatch(i -> i.side() == Side.SENDER && i.stream() < 2);
    assertThat(report.intervals())
        .filteredOn(Interval::reverse)
        .hasSize(4)
        .allMatch(i -> i.side() == Side.RECEIVER && i.stream() >= 2);
    EndReport server = server("3.12-tcp-bidir-server");
    assertThat(server.intervals())
        .filteredOn(Interval::reverse)
        .hasSize(4)
        .allMatch(i -> i.side() == Side.SENDER);
    assertThat(server.complete()).isTrue();
  }

  @Test
  void readsOmittedRows() {
    List<Interval> received = server("3.12-udp-omit-server").intervals();

    assertThat(received).hasSize(8).filteredOn(Interval::omitted).hasSize(4);
    assertThat(received.get(4).start()).isEqualTo(1.0);
    assertThat(received).allMatch(i -> i.packets().isPresent());
    List<Interval> sent = client("3.12-udp-omit-client").intervals();
    assertThat(sent).hasSize(6).allMatch(i -> Math.abs(i.seconds() - 0.5) < 1e-9);
  }

  @Test
  void toleratesADecimalComma() {
    Interval row =
        parse(
                """
                [ ID] Interval           Transfer     Bitrate         Retr  Cwnd
                [  5]   0,00-1,00   sec   112 MBytes   939,5 Mbits/sec    3    1,25 MBytes
                """,
                End.CLIENT)
            .intervals()
            .getFirst();

    assertThat(row.seconds()).isEqualTo(1.0);
    assertThat(row.bytes()).as("939,5 Mbits/sec is finer").isEqualTo(117_437_500);
    assertThat(row.retransmits()).hasValue(3);
    assertThat(row.congestionWindow()).hasValue(Math.round(1.25 * (1 << 20)));
  }

  @Test
  void reverseModeAndErrorsAreSaidInWords() {
    EndReport report =
        parse(
            """
            Connecting to host 10.0.0.2, port 5201
            Reverse mode, remote host 10.0.0.2 is sending
            [ ID] Interval           Transfer     Bitrate
            [  5]   0.00-1.00   sec   112 MBytes   939 Mbits/sec
            iperf3: error - control socket has closed unexpectedly
            """,
            End.CLIENT);

    assertThat(report.intervals())
        .singleElement()
        .matches(i -> i.side() == Side.RECEIVER && i.reverse());
    assertThat(report.failure()).contains("error - control socket has closed unexpectedly");
  }

  @Test
  void linesCutShortAreNoRows() {
    String row = "[  5]   0.00-1.00   sec   112 MBytes   939 Mbits/sec    3    321 KBytes";
    String header = "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd\n";
    for (int length = 0; length < row.indexOf("bits/sec") + "bits/s".length(); length++) {
      assertThat(parse(header + row.substring(0, length), End.CLIENT).intervals())
          .as("%d characters", length)
          .isEmpty();
    }
  }
}
