package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class Iperf3JsonTest {
  @Test
  void senderSaysRetransmitsWindowAndRoundTrip() {
    EndReport client = Fixture.client("3.12-tcp");

    assertThat(client.version()).contains("iperf 3.12");
    assertThat(client.failure()).isEmpty();
    assertThat(client.intervals())
        .hasSize(4)
        .allMatch(i -> i.side() == Side.SENDER && !i.reverse());
    Interval first = client.intervals().getFirst();
    assertThat(first.stream()).isZero();
    assertThat(first.start()).isZero();
    assertThat(first.seconds()).isCloseTo(0.5, within(0.01));
    assertThat(first.retransmits()).hasValue(0);
    assertThat(first.congestionWindow().orElseThrow()).isGreaterThan(1448);
    assertThat(first.rttMicros().orElseThrow()).isBetween(1L, 10_000L);
    assertThat(first.rttVarianceMicros()).isPresent();
    assertThat(first.jitterMillis()).isEmpty();
    assertThat(first.lost()).isEmpty();
    assertThat(client.cpuPercent().orElseThrow()).isBetween(0.0, 100.0);
  }

  @Test
  void receiverLeavesTheSendersColumnsEmpty() {
    EndReport server = Fixture.server("3.12-tcp");

    assertThat(server.intervals())
        .hasSize(2)
        .allSatisfy(i -> {
          assertThat(i.side()).isEqualTo(Side.RECEIVER);
          assertThat(i.reverse()).isFalse();
          assertThat(i.retransmits()).isEmpty();
          assertThat(i.congestionWindow()).isEmpty();
          assertThat(i.rttMicros()).isEmpty();
        });
  }

  @Test
  void reverseTurnsTheSides() {
    assertThat(Fixture.client("3.12-tcp-reverse").intervals())
        .isNotEmpty()
        .allMatch(i -> i.side() == Side.RECEIVER && i.reverse());
    assertThat(Fixture.server("3.12-tcp-reverse").intervals())
        .isNotEmpty()
        .allMatch(i -> i.side() == Side.SENDER && i.reverse());
  }

  @Test
  void bothProcessesOfABidirectionalTrialSendAndReceive() {
    EndReport client = Fixture.client("3.12-tcp-bidir");
    EndReport server = Fixture.server("3.12-tcp-bidir");

    assertThat(client.intervals())
        .filteredOn(Interval::reverse)
        .hasSize(4)
        .allMatch(i -> i.side() == Side.RECEIVER && i.stream() == 1);
    assertThat(client.intervals())
        .filteredOn(i -> !i.reverse())
        .hasSize(4)
        .allMatch(i -> i.side() == Side.SENDER && i.stream() == 0);
    assertThat(server.intervals())
        .filteredOn(Interval::reverse)
        .hasSize(2)
        .allMatch(i -> i.side() == Side.SENDER && i.stream() == 1);
  }

  @Test
  void streamsAreNumberedAlikeOnBothSidesWhateverTheirSockets() {
    assertThat(Fixture.client("3.12-tcp-streams").intervals())
        .extracting(Interval::stream)
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(Fixture.server("3.12-tcp-streams").intervals())
        .extracting(Interval::stream)
        .containsExactly(0, 1, 0, 1);
  }

  @Test
  void udpReceiverKeepsItsShortLastSample() {
    List<Interval> intervals = Fixture.server("3.12-udp-loss").intervals();

    assertThat(intervals).hasSize(3);
    Interval last = intervals.getLast();
    assertThat(last.start()).isCloseTo(2.00008, within(1e-4));
    assertThat(last.seconds()).isCloseTo(0.007172, within(1e-6));
    assertThat(last.bytes()).isEqualTo(7240);
    assertThat(last.lost()).hasValue(1);
    assertThat(last.packets()).hasValue(6);
    assertThat(last.jitterMillis()).hasValue(0.4998328363303438);
  }

  @Test
  void totalsTakeEachFigureFromTheProcessThatCountedIt() {
    Totals totals =
        TrialTotals.of(Fixture.client("3.12-udp-loss"), Fixture.server("3.12-udp-loss"));

    assertThat(totals.bytesSent()).isEqualTo(2_499_248);
    assertThat(totals.bytesReceived()).isEqualTo(1_954_800);
    assertThat(totals.seconds()).isEqualTo(2.007252);
    assertThat(totals.lost()).hasValue(376);
    assertThat(totals.packets()).hasValue(1726);
    assertThat(totals.outOfOrder()).hasValue(0);
    assertThat(totals.jitterMillis()).hasValue(0.4998328363303438);
    assertThat(totals.retransmits()).isEmpty();
    assertThat(totals.senderCpuPercent()).hasValue(2.7221821838431315);
    assertThat(totals.receiverCpuPercent()).hasValue(1.0819215428778106);
  }

  @Test
  void jitterIsTheMeanOfTheStreams() {
    Totals totals =
        TrialTotals.of(
            Fixture.client("3.12-udp-loss-streams"), Fixture.server("3.12-udp-loss-streams"));

    assertThat(totals.jitterMillis().orElseThrow()).isCloseTo(0.742061371340666, within(1e-9));
    assertThat(totals.lost()).hasValue(184);
    assertThat(totals.packets()).hasValue(862);
  }

  @Test
  void reverseTotalsComeFromTheClientsCount() {
    Totals totals =
        TrialTotals.of(Fixture.client("3.12-udp-reverse"), Fixture.server("3.12-udp-reverse"));

    assertThat(totals.seconds()).isEqualTo(1.000097);
    assertThat(totals.packets()).hasValue(432);
    assertThat(totals.receiverCpuPercent())
        .isEqualTo(Fixture.client("3.12-udp-reverse").cpuPercent());
  }

  @Test
  void bidirectionalTotalsAddBothWays() {
    Totals totals =
        TrialTotals.of(Fixture.client("3.12-tcp-bidir"), Fixture.server("3.12-tcp-bidir"));

    assertThat(totals.bytesReceived()).isEqualTo(2 * 5_111_808L);
    assertThat(totals.bytesSent()).isEqualTo(2 * 5_111_808L);
    assertThat(totals.seconds()).isEqualTo(2.001921);
    assertThat(totals.retransmits()).hasValue(0);
  }

  @Test
  void bidirectionalUdpCountsEachWayAtItsReceiver() {
    Totals totals =
        TrialTotals.of(Fixture.client("3.12-udp-bidir"), Fixture.server("3.12-udp-bidir"));

    assertThat(totals.bytesReceived()).isEqualTo(2 * 625_536L);
    assertThat(totals.packets()).hasValue(2 * 432);
    assertThat(totals.jitterMillis().orElseThrow())
        .isCloseTo((0.11030852367813085 + 0.04676843006993365) / 2, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "3.12-tcp, server", "3.12-tcp-streams, server", "3.12-tcp-omit, server",
    "3.12-udp, server", "3.12-udp-loss, server", "3.12-udp-omit, server",
    "3.12-tcp-reverse, client", "3.12-udp-reverse, client", "3.12-udp-loss-streams, server"
  })
  void samplesAddUpToIperf3sOwnSum(String trial, String receiver) {
    String text = Fixture.text("iperf3-" + trial + "-" + receiver + ".json");
    JsonNode own = Iperf3Json.tree(text).path("end").path("sum_received");

    Totals totals = TrialTotals.of(Fixture.client(trial), Fixture.server(trial));

    assertThat(totals.bytesReceived()).isPositive().isEqualTo(own.path("bytes").longValue());
    assertThat(totals.seconds()).isEqualTo(own.path("seconds").doubleValue());
    assertThat(totals.bitsPerSecond())
        .isCloseTo(own.path("bits_per_second").doubleValue(), within(1.0));
  }

  @Test
  void omittedTimeComesFirstAndDoesNotCount() {
    List<Interval> intervals = Fixture.client("3.12-tcp-omit").intervals();

    assertThat(intervals)
        .extracting(Interval::omitted)
        .containsExactly(true, true, false, false, false, false);
    assertThat(intervals).extracting(Interval::start).isSorted();
    assertThat(intervals.get(2).start()).isCloseTo(1.0, within(0.01));
  }

  @Test
  void noSampleIsLongerThanTheTimeItsClockHasRun() {
    Interval first =
        Fixture.client("3.12-udp-omit").intervals().stream()
            .filter(i -> !i.omitted())
            .findFirst()
            .orElseThrow();

    assertThat(first.seconds()).isCloseTo(0.5, within(0.01));
    assertThat(first.start()).isCloseTo(1.0, within(0.01));
    assertThat(first.packets()).isEmpty();
  }

  @Test
  void release31HasNoSenderFlagsAndNoRoundTrip() {
    EndReport client = Fixture.client("3.1.3-tcp");

    assertThat(client.intervals())
        .hasSize(4)
        .allSatisfy(i -> {
          assertThat(i.side()).isEqualTo(Side.SENDER);
          assertThat(i.rttMicros()).isEmpty();
          assertThat(i.retransmits()).isPresent();
        });
    assertThat(Fixture.server("3.1.3-tcp").intervals())
        .hasSize(2)
        .allMatch(i -> i.side() == Side.RECEIVER && !i.reverse());
    assertThat(Fixture.client("3.1.3-tcp-reverse").intervals())
        .hasSize(4)
        .allMatch(i -> i.side() == Side.RECEIVER && i.reverse());
    assertThat(Fixture.server("3.1.3-tcp-reverse").intervals())
        .hasSize(2)
        .allMatch(i -> i.side() == Side.SENDER && i.reverse());
  }

  @Test
  void release31UdpServerSaysZeroBytesInItsSumAndIsCountedFromItsSamples() {
    Totals totals = TrialTotals.of(Fixture.client("3.1.3-udp"), Fixture.server("3.1.3-udp"));

    assertThat(totals.bytesReceived()).isEqualTo(1_954_800);
    assertThat(totals.seconds()).isEqualTo(2.007252);
    assertThat(totals.lost()).hasValue(376);
    assertThat(totals.outOfOrder()).isEmpty();
  }

  @Test
  void aShareOfNothingIsNoDamage() {
    EndReport server = Fixture.server("3.1.3-udp-nothing");

    assertThat(server.failure()).isEmpty();
    assertThat(server.intervals()).hasSize(2).allMatch(i -> i.bytes() == 0);
  }

  @Test
  void errorIsIperf3sOwnSentence() {
    EndReport refused = Fixture.client("3.12-refused");

    assertThat(refused.failure()).contains("unable to connect to server: Connection refused");
    assertThat(refused.intervals()).isEmpty();
    assertThat(refused.complete()).isFalse();
  }

  @Test
  void aStoppedProcessKeepsWhatItHadMeasured() {
    EndReport client = Fixture.client("3.12-stopped");
    EndReport server = Fixture.server("3.12-client-stopped");

    assertThat(client.failure()).contains("interrupt - the client has terminated");
    assertThat(client.intervals()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(server.failure()).contains("the client has terminated");
    assertThat(server.intervals()).isNotEmpty();
  }

  @Test
  void aDocumentCutShortKeepsTheSamplesBefore() {
    String whole = Fixture.text("iperf3-3.12-tcp-client.json");
    int third = whole.indexOf("\"streams\"", whole.indexOf("\"end\":\t1.0"));

    EndReport report = Iperf3Json.parse(whole.substring(0, third + 40), End.CLIENT);

    assertThat(report.intervals()).isEqualTo(Fixture.client("3.12-tcp").intervals().subList(0, 2));
    assertThat(report.failure()).contains("its report is cut short");
    assertThat(report.complete()).isFalse();
  }

  @Test
  void noPrefixOfADocumentIsTakenForTheWhole() {
    String whole = Fixture.text("iperf3-3.12-udp-loss-server.json").strip();
    for (int length = 0; length < whole.length(); length += 7) {
      EndReport report = Iperf3Json.parse(whole.substring(0, length), End.SERVER);
      assertThat(report.failure()).as("%d characters", length).isPresent();
    }
  }

  @Test
  void otherTextIsAReportWithoutContent() {
    for (String text : List.of("", "iperf3: exiting", "[1, 2]", "{}", "{\"intervals\": 7}")) {
      EndReport report = Iperf3Json.parse(text, End.CLIENT);
      assertThat(report.intervals()).as(text).isEmpty();
      assertThat(report.failure()).as(text).isPresent();
    }
  }

  @Test
  void unknownIsEmptyNotZero() {
    EndReport report =
        Iperf3Json.parse(
            """
            {"start":{},"intervals":[{"streams":[{"socket":4,"start":0,"end":1,"seconds":1,
            "bytes":1.5e10,"retransmits":-1,"snd_cwnd":18446744073709550752,"rtt":"no","sender":true}]}],
            "end":{"streams":[]}}
            """,
            End.CLIENT);

    Interval only = report.intervals().getFirst();
    assertThat(only.bytes()).isEqualTo(15_000_000_000L);
    assertThat(only.retransmits()).isEqualTo(OptionalLong.empty());
    assertThat(only.congestionWindow()).isEmpty();
    assertThat(only.rttMicros()).isEmpty();
    assertThat(report.cpuPercent()).isEmpty();
  }
}
