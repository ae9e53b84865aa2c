package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpState;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are chosen so that they print as in the capture; what is compared is every character. */
class TextOutputTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_795_434_588);
  private static final int BLOCK = 131_072;
  private static final int DATAGRAM = 32_768;

  /** Two streams of 50 Mbit/s, 48 blocks a second. */
  @Test
  void tcpStreamsOfAClient() {
    TestReport report =
        report(
            Role.CLIENT,
            Parameters.of(Protocol.TCP).withStreams(2),
            tcp(stream(5, true), 2, 48, 1_174_405),
            tcp(stream(7, true), 2, 48, 1_174_405));
    assertSame("tcp-streams-client.txt", report, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void tcpStreamsOfAServer() {
    TestReport report =
        report(
            Role.SERVER,
            Parameters.of(Protocol.TCP).withStreams(2),
            tcp(stream(5, false), 2, 48, 0),
            tcp(stream(8, false), 2, 48, 0));
    assertSame("tcp-streams-server.txt", report, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void tcpBothWaysOfEitherRole() {
    Parameters parameters =
        Parameters.of(Protocol.TCP).withDirection(Direction.BIDIRECTIONAL).withStreams(2);
    TestReport client =
        report(
            Role.CLIENT,
            parameters,
            tcp(stream(5, true), 2, 48, 1_174_405),
            tcp(stream(7, true), 2, 48, 1_174_405),
            tcp(stream(9, false), 2, 48, 0, 1),
            tcp(stream(12, false), 2, 48, 0, 1));
    TestReport server =
        report(
            Role.SERVER,
            parameters,
            tcp(stream(5, false), 2, 48, 0),
            tcp(stream(8, false), 2, 48, 0),
            tcp(stream(11, true), 2, 48, 1_174_405, 1),
            tcp(stream(13, true), 2, 48, 1_174_405, 1));
    assertSame("tcp-bidir-streams-client.txt", client, TextUnit.ADAPTIVE_BITS);
    assertSame("tcp-bidir-streams-server.txt", server, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void omittedIntervalsSaySo() {
    List<StreamSample> samples = new ArrayList<>();
    samples.add(sample(0, 500, 48L * BLOCK, true, 2, 1_174_405));
    samples.add(sample(500, 1000, 48L * BLOCK, true, 0, 1_174_405));
    samples.add(sample(0, 500, 48L * BLOCK, false, 0, 1_174_405));
    samples.add(sample(500, 1000, 47L * BLOCK, false, 0, 1_174_405));
    samples.add(sample(1000, 1500, 48L * BLOCK, false, 0, 1_174_405));
    samples.add(sample(1500, 2000, 48L * BLOCK, false, 0, 1_174_405));
    TestReport report =
        report(
            Role.CLIENT,
            Parameters.of(Protocol.TCP).withAmount(Amount.ofSeconds(2).withOmitSeconds(1)),
            whole(stream(5, true), samples, -1));
    assertSame("tcp-omit-client.txt", report, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void reverseSaysWhoSends() {
    List<StreamSample> samples =
        List.of(
            sample(0, 1000, 96L * BLOCK, false, -1, 0),
            sample(1000, 2000, 95L * BLOCK, false, -1, 0));
    StreamReport received = whole(stream(5, false), samples, -1);
    StreamTotals sent = new StreamTotals(191L * BLOCK, 2, OptionalLong.of(0), Optional.empty());
    TestReport report =
        report(
            Role.CLIENT,
            Parameters.of(Protocol.TCP).withDirection(Direction.REVERSE),
            new StreamReport(received.info(), samples, received.local(), Optional.of(sent)));
    assertSame("tcp-reverse-client.txt", report, TextUnit.MEGABITS);
  }

  @Test
  void unitsInBytesAreOfRatesOnly() {
    StreamInfo stream = stream(5, true);
    List<StreamSample> samples = List.of(sample(0, 1000, 12_582_000, false, 0, 785_408));
    TestReport report =
        report(
            Role.CLIENT,
            Parameters.of(Protocol.TCP),
            new StreamReport(
                stream,
                samples,
                StreamTotals.of(samples),
                Optional.of(
                    new StreamTotals(12_581_000, 1, OptionalLong.empty(), Optional.empty()))));
    assertSame("tcp-fK-client.txt", report, TextUnit.KILOBYTES);
  }

  @Test
  void theTitleStandsBeforeEveryLine() {
    List<StreamSample> samples = List.of(sample(0, 1000, 96L * BLOCK, false, 0, 1_174_405));
    Labels title =
        new Labels(Optional.of("hello"), Optional.empty(), Optional.empty(), Optional.empty());
    TestReport report =
        report(
            Role.CLIENT,
            Parameters.of(Protocol.TCP).withLabels(title),
            new StreamReport(
                stream(5, true),
                samples,
                StreamTotals.of(samples),
                Optional.of(
                    new StreamTotals(96L * BLOCK, 1.004, OptionalLong.empty(), Optional.empty()))));
    assertSame("tcp-title-client.txt", report, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void udpStreamsOfEitherRole() {
    Parameters parameters = Parameters.of(Protocol.UDP).withStreams(2);
    TestReport client =
        report(
            Role.CLIENT,
            parameters,
            udp(stream(5, true), 2, 2.0, 2.001, 27_000, 27_000),
            udp(stream(7, true), 2, 2.0, 2.001, 19_000, 19_000));
    TestReport server =
        report(
            Role.SERVER,
            parameters,
            udp(stream(5, false), 2, 2.0, 2.001, 15_000, 27_000),
            udp(stream(6, false), 2, 2.0, 2.001, 9_600, 19_000));
    assertSame("udp-streams-client.txt", client, TextUnit.ADAPTIVE_BITS);
    assertSame("udp-streams-server.txt", server, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void udpBothWaysOfEitherRole() {
    Parameters parameters = Parameters.of(Protocol.UDP).withDirection(Direction.BIDIRECTIONAL);
    TestReport client =
        report(
            Role.CLIENT,
            parameters,
            udp(stream(5, true), 2, 2.0, 2.0, 41_000, 41_000),
            udp(stream(7, false), 2, 2.0, 2.0, 146_000, 25_000));
    TestReport server =
        report(
            Role.SERVER,
            parameters,
            udp(stream(5, false), 2, 2.0, 2.0, 19_000, 41_000),
            udp(stream(6, true), 2, 2.0, 2.0, 0, 0));
    assertSame("udp-bidir-client.txt", client, TextUnit.ADAPTIVE_BITS);
    assertSame("udp-bidir-server.txt", server, TextUnit.ADAPTIVE_BITS);
  }

  @Test
  void serverOutputIsTheTextAfterListening() {
    TestReport report =
        report(
            Role.SERVER,
            Parameters.of(Protocol.TCP).withStreams(2),
            tcp(stream(5, false), 2, 48, 0),
            tcp(stream(8, false), 2, 48, 0));
    assertThat(TextOutput.serverOutput(report, TextUnit.ADAPTIVE_BITS, false))
        .isInstanceOfSatisfying(
            ServerOutput.Text.class,
            output ->
                assertThat(shape(output.text()))
                    .isEqualTo(
                        shape(Fixture.text("tcp-streams-server.txt"))
                            .replaceFirst("(?s)^-+\nServer listening.*?\n-+\n", "")));
  }

  @Test
  void verboseTellsMore() {
    TestReport report =
        report(
            Role.SERVER,
            Parameters.of(Protocol.UDP).withAmount(Amount.ofSeconds(2)),
            udp(stream(5, false), 2, 2.0, 2.0, 13_000, 13_000));
    StringWriter text = new StringWriter();
    TextOutput output = new TextOutput(text, Role.SERVER, TextUnit.ADAPTIVE_BITS, true);
    output.started(report.start());
    report.intervals().forEach(output::interval);
    output.ended(report);

    assertThat(text.toString().lines())
        .contains(
            "Time: Mon, 23 Nov 2026 11:49:48 GMT",
            "      Cookie: " + report.start().cookie(),
            "Starting Test: protocol: UDP, 1 streams, 1460 byte blocks, omitting 0 seconds,"
                + " 2 second test, tos 0",
            "Test Complete. Summary Results:",
            "[  5] (sender statistics not available)");
  }

  @Test
  void aPeersTextDoesNotSteerTheTerminal() {
    StringWriter text = new StringWriter();
    TextOutput output = new TextOutput(text, Role.CLIENT, TextUnit.ADAPTIVE_BITS, false);
    Labels title =
        new Labels(
            Optional.of("\u001b[2J%s"), Optional.empty(), Optional.empty(), Optional.empty());
    output.connecting(new Endpoint("::1", 5201), Parameters.of(Protocol.TCP).withLabels(title));
    output.failed("100% gone\u0007");
    assertThat(text.toString().lines())
        .containsExactly(
            "?[2J%s:  Connecting to host ::1, port 5201", "?[2J%s:  iperf3: error - 100% gone?");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 0, '0.00 bits'",
    "a, 124.9, '999 bits'",
    "a, 125, '1.00 Kbits'",
    "A, 1023, '1023 Bytes'",
    "A, 1024, '1.00 KBytes'",
    "A, 10234, '9.99 KBytes'",
    "A, 10235, '10.0 KBytes'",
    "m, 125000, '1.00 Mbits'",
    "g, 1250000, '0.01 Gbits'",
    "T, 1099511627776, '1.00 TBytes'",
    "a, 1e20, '800000000 Tbits'"
  })
  void unitsAsIperf3(char letter, double bytes, String text) {
    assertThat(TextUnit.of(letter).format(bytes).strip()).isEqualTo(text);
  }

  @Test
  void otherUnitsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextUnit.of('x'))
        .withMessageContaining("'x'");
  }

  /** From C: {@code printf "%.2g"}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.3157894, 1.3",
    "10, 10",
    "99.4, 99",
    "100, 1e+02",
    "0.000123, 0.00012",
    "0.0000123, 1.2e-05",
    "2, 2",
    "-0.5, -0.5"
  })
  void percentagesAsCWritesThem(double value, String text) {
    assertThat(TextColumns.twoDigits(value)).isEqualTo(text);
  }

  private static void assertSame(String fixture, TestReport report, TextUnit unit) {
    StringWriter text = new StringWriter();
    TextOutput output = new TextOutput(text, report.start().role(), unit, false);
    if (report.start().role() == Role.CLIENT) {
      output.connecting(report.start().peer(), report.start().parameters());
    } else {
      output.listening(5201, 1);
    }
    output.started(report.start());
    report.intervals().forEach(output::interval);
    output.ended(report);
    assertThat(shape(text.toString())).isEqualTo(shape(Fixture.text(fixture)));
  }

  /** Ports differ from run to run. */
  private static String shape(String text) {
    return text.replaceAll("(port|listening on) \\d+", "$1 PORT");
  }

  private static StreamInfo stream(int label, boolean sender) {
    return new StreamInfo(
        label, label, sender, new Endpoint("127.0.0.1", 40_000), new Endpoint("127.0.0.1", 5201));
  }

  private static StreamReport tcp(StreamInfo info, int seconds, int blocks, long window) {
    return tcp(info, seconds, blocks, window, 0);
  }

  /** The retransmits lie in the first second. */
  private static StreamReport tcp(
      StreamInfo info, int seconds, int blocks, long window, int retransmits) {
    List<StreamSample> samples =
        IntStream.range(0, seconds)
            .mapToObj(i ->
                sample(
                    1000L * i,
                    1000L * (i + 1),
                    (long) blocks * BLOCK,
                    false,
                    info.sender() ? (i == 0 ? retransmits : 0) : -1,
                    window))
            .toList();
    return whole(info, samples, info.sender() ? -1 : retransmits);
  }

  /** With a peer that counted the same bytes, as a client knows it; -1 is a receiving peer. */
  private static StreamReport whole(StreamInfo info, List<StreamSample> samples, int retransmits) {
    StreamTotals local = StreamTotals.of(samples);
    StreamTotals peer =
        new StreamTotals(
            local.bytes(),
            local.seconds(),
            retransmits < 0 ? OptionalLong.empty() : OptionalLong.of(retransmits),
            Optional.empty());
    return new StreamReport(info, samples, local, Optional.of(peer));
  }

  private static StreamSample sample(
      long startMillis,
      long endMillis,
      long bytes,
      boolean omitted,
      long retransmits,
      long window) {
    return new StreamSample(
        startMillis * 1_000_000,
        endMillis * 1_000_000,
        bytes,
        omitted,
        retransmits < 0 ? OptionalLong.empty() : OptionalLong.of(retransmits),
        Optional.of(state(window)),
        Optional.empty(),
        OptionalInt.of(1),
        0,
        OptionalDouble.empty());
  }

  private static TcpState state(long window) {
    OptionalLong none = OptionalLong.empty();
    return new TcpState(window, 67, 26, 65_535, 32_768, 0, 3, none, none, none, none, none, none);
  }

  /** 77 datagrams in the first second and 76 in each other. */
  private static StreamReport udp(
      StreamInfo info,
      int seconds,
      double sentSeconds,
      double receivedSeconds,
      long firstJitter,
      long lastJitter) {
    List<StreamSample> samples =
        IntStream.range(0, seconds)
            .mapToObj(i -> datagrams(info.sender(), i, i == 0 ? firstJitter : lastJitter))
            .toList();
    long packets = 77 + 76L * (seconds - 1);
    StreamTotals sent =
        new StreamTotals(
            packets * DATAGRAM,
            sentSeconds,
            OptionalLong.empty(),
            Optional.of(DatagramCounts.sent(packets)));
    StreamTotals received =
        new StreamTotals(
            packets * DATAGRAM,
            receivedSeconds,
            OptionalLong.empty(),
            Optional.of(arrived(packets, lastJitter)));
    return new StreamReport(
        info,
        samples,
        info.sender() ? sent : received,
        Optional.of(info.sender() ? received : sent));
  }

  private static DatagramCounts arrived(long packets, long jitter) {
    return new DatagramCounts(packets, 0, 0, 0, jitter, OptionalLong.empty());
  }

  private static StreamSample datagrams(boolean sender, int second, long jitter) {
    long packets = second == 0 ? 77 : 76;
    return new StreamSample(
        second * 1_000_000_000L,
        (second + 1) * 1_000_000_000L,
        packets * DATAGRAM,
        false,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(sender ? DatagramCounts.sent(packets) : arrived(packets, jitter)),
        OptionalInt.empty(),
        0,
        OptionalDouble.empty());
  }

  /** A server of 3.12 does not know what its client counted. */
  private static TestReport report(Role role, Parameters parameters, StreamReport... streams) {
    List<StreamReport> known =
        List.of(streams).stream()
            .map(stream ->
                role == Role.CLIENT
                    ? stream
                    : new StreamReport(
                        stream.info(), stream.samples(), stream.local(), Optional.empty()))
            .toList();
    return new TestReport(
        new TestStart(
            role,
            "linerate",
            "Linux",
            TIME,
            new Endpoint("127.0.0.1", 5201),
            Cookie.random(),
            32_768,
            16_384,
            131_072,
            parameters,
            known.stream().map(StreamReport::info).toList()),
        known,
        CpuUse.NONE,
        role == Role.CLIENT ? Optional.of(CpuUse.NONE) : Optional.empty(),
        Optional.of("bbr"),
        Optional.of("bbr"),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
