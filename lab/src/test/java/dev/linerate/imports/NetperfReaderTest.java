package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Protocol;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netperf's layouts as its manual and its users print them: 2.7's. */
class NetperfReaderTest {
  private static final String TCP =
      """
      MIGRATED TCP STREAM TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET : demo
      Recv   Send    Send
      Socket Socket  Message  Elapsed
      Size   Size    Size     Time     Throughput
      bytes  bytes   bytes    secs.    10^6bits/sec

      131072  16384  16384    10.00    9386.35
      """;

  private static final String UDP =
      """
      MIGRATED UDP STREAM TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET
      Socket  Message  Elapsed      Messages
      Size    Size     Time         Okay Errors   Throughput
      bytes   bytes    secs            #      #   10^6bits/sec

      212992   65507   10.00      164537      0    8622.42
      212992           10.00      160000           8384.67
      """;

  private static CaseRecord only(Run run) {
    assertThat(run.cases()).hasSize(1);
    return run.cases().getFirst();
  }

  private static Totals totals(Run run) {
    return only(run).trials().getFirst().totals().orElseThrow();
  }

  @Test
  void readsTheTcpBanner() {
    Logs logs = new Logs(Logs.on("vxlan"));
    Run run = logs.add("netperf.txt", TCP).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).tool()).isEqualTo("netperf");
    assertThat(only(run).spec().label()).isEqualTo("vxlan cross-host tcp");
    assertThat(totals(run).bitsPerSecond()).isCloseTo(9386.35e6, within(1.0));
    assertThat(totals(run).seconds()).isEqualTo(10.0);
  }

  @Test
  void readsTheUdpBannersTwoLines() {
    Totals totals = totals(new Logs().add("netperf.txt", UDP).run());

    assertThat(totals.packets()).hasValue(164_537);
    assertThat(totals.lost()).hasValue(4537);
    assertThat(totals.bitsPerSecond()).isCloseTo(8384.67e6, within(1.0));
    assertThat((double) totals.bytesSent()).isCloseTo(8622.42e6 * 10 / 8, within(1.0));
  }

  @Test
  void aUdpTestWithoutTheReceiversLineIsSaid() {
    Logs logs = new Logs();
    logs.add("netperf.txt", UDP.substring(0, UDP.lastIndexOf("212992"))).finish();

    assertThat(logs.problems()).anyMatch(p -> p.endsWith("the receiver's line is missing"));
  }

  @Test
  void maertsGoesTheOtherWay() {
    Run run = new Logs().add("a.txt", TCP.replace("TCP STREAM", "TCP MAERTS")).run();

    assertThat(only(run).spec().flow().direction()).isEqualTo(Direction.REVERSE);
    assertThat(totals(run).bitsPerSecond()).isCloseTo(9386.35e6, within(1.0));
  }

  @Test
  void unitsAndProcessorsAreReadAsTheyAreMeant() {
    String bytes =
        TCP.replace("10^6bits/sec", "MBytes/sec")
            .replace("9386.35", "1118.94   5.11     10.50    1.780   3.658");

    assertThat(totals(new Logs().add("a.txt", bytes).run()).bitsPerSecond())
        .isCloseTo(1118.94 * 8 * (1 << 20), within(10.0));
  }

  @Test
  void interimResultsAreIntervals() {
    String demo =
        TCP.replace(
            "Recv   Send    Send",
            """
            Interim result: 9000.00 10^6bits/s over 1.000 seconds ending at 1400000001.123
            Interim result: 9500.00 10^6bits/s over 1.010 seconds ending at 1400000002.133
            Recv   Send    Send\
            """);
    Run run = new Logs().add("a.txt", demo).run();

    assertThat(only(run).trials().getFirst().intervals())
        .extracting(Interval::start, Interval::side)
        .containsExactly(tuple(0.0, Side.SENDER), tuple(1.0, Side.SENDER));
    assertThat(totals(run).bitsPerSecond()).isCloseTo(9386.35e6, within(1.0));
  }

  @Test
  void readsKeysAndValues() {
    String keys =
        """
        OMNI Send TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET
        PROTOCOL=TCP
        DIRECTION=Send
        ELAPSED_TIME=2.00
        THROUGHPUT=940.10
        THROUGHPUT_UNITS=10^6bits/s
        LOCAL_TRANSPORT_RETRANS=17
        PROTOCOL=UDP
        DIRECTION=Send
        ELAPSED_TIME=2.00
        THROUGHPUT=500.00
        REMOTE_RECV_THROUGHPUT=400.00
        """;
    Run run = new Logs().add("a.txt", keys).run();

    assertThat(run.cases())
        .extracting(c -> c.spec().flow().protocol())
        .containsExactly(Protocol.TCP, Protocol.UDP);
    Totals tcp = run.cases().getFirst().trials().getFirst().totals().orElseThrow();
    assertThat(tcp.bitsPerSecond()).isCloseTo(940.1e6, within(1.0));
    assertThat(tcp.retransmits()).hasValue(17);
    Totals udp = run.cases().get(1).trials().getFirst().totals().orElseThrow();
    assertThat(udp.bitsPerSecond()).isCloseTo(400e6, within(1.0));
    assertThat(udp.bytesSent()).isEqualTo(125_000_000);
  }

  @Test
  void anOmniUdpSenderAloneIsNoResult() {
    String keys = "PROTOCOL=UDP\nDIRECTION=Send\nELAPSED_TIME=2.00\nTHROUGHPUT=500.00\n";
    Run run = new Logs().add("a.txt", keys).run();

    assertThat(only(run).trials().getFirst().status()).isEqualTo(Status.FAILED);
  }

  @Test
  void readsCommaSeparatedValues() {
    String csv =
        """
        OMNI Send TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET
        Protocol,Direction,Elapsed Time (sec),Throughput,Throughput Units
        TCP,Send,10.00,941.41,10^6bits/s
        """;

    assertThat(totals(new Logs().add("a.csv", csv).run()).bitsPerSecond())
        .isCloseTo(941.41e6, within(1.0));
  }

  private static final String TCP_RR =
      """
      MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.0.0.2 () port 0 AF_INET : first burst 0
      Local /Remote
      Socket Size   Request  Resp.   Elapsed  Trans.
      Send   Recv   Size     Size    Time     Rate
      bytes  Bytes  bytes    bytes   secs.    per sec

      16384  131072 1        64      10.00    21587.45
      16384  131072
      """;

  /** As PerfKit Benchmarker quotes it. */
  private static final String CHOSEN =
      """
      MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 20001 AF_INET to 104.154.50.86 () port 20001 AF_INET : +/-2.500% @ 99% conf. : first burst 0
      Throughput,Throughput Units,Throughput Confidence Width (%),Confidence Iterations Run,Stddev Latency Microseconds,50th Percentile Latency Microseconds,90th Percentile Latency Microseconds,99th Percentile Latency Microseconds,Minimum Latency Microseconds,Maximum Latency Microseconds
      1405.50,Trans/s,2.522,4,783.80,683,735,841,600,900
      """;

  /** As kubenetbench's manual quotes it. */
  private static final String KEYS =
      """
      MIGRATED TCP REQUEST/RESPONSE TEST from 0.0.0.0 (0.0.0.0) port 0 AF_INET to 10.17.178.131 () port 8000 AF_INET : demo : first burst 0
      enable_enobufs failed: getprotobyname
      THROUGHPUT=2841.07
      THROUGHPUT_UNITS=Trans/s
      TRANSACTION_RATE=2841.067
      P50_LATENCY=334
      P90_LATENCY=391
      RT_LATENCY=351.980
      MEAN_LATENCY=351.66
      REQUEST_SIZE=1
      RESPONSE_SIZE=1
      LOCAL_TRANSPORT_RETRANS=0
      REMOTE_TRANSPORT_RETRANS=0
      """;

  private static Transactions transactions(Run run) {
    return totals(run).transactions().orElseThrow();
  }

  @Test
  void readsTheBannerOfTransactions() {
    Logs logs = new Logs(Logs.on("vxlan"));
    Run run = logs.add("rr.txt", TCP_RR).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).spec().label()).isEqualTo("vxlan cross-host tcp rr 1/64 B");
    assertThat(transactions(run).perSecond()).isEqualTo(21_587.45);
    assertThat(transactions(run).p99Micros()).isEmpty();
    assertThat(totals(run).seconds()).isEqualTo(10.0);
    assertThat(totals(run).bytesReceived()).as("a byte each").isEqualTo(215_875);
  }

  @Test
  void aConnectionForEachIsAnotherKind() {
    String crr = TCP_RR.replace("TCP REQUEST/RESPONSE", "TCP Connect/Request/Response");
    Run run = new Logs().add("a.txt", TCP_RR + crr + TCP_RR.replace("TCP", "UDP")).run();

    assertThat(run.cases())
        .extracting(c -> c.spec().flow().label())
        .containsExactly("tcp rr 1/64 B", "tcp crr 1/64 B", "udp rr 1/64 B");
    assertThat(run.cases()).allMatch(c -> c.status() == Status.MEASURED);
  }

  @Test
  void processorsAndDetailsBehindTheRateAreNoOtherTest() {
    String verbose =
        TCP_RR
                .replace("Trans.\n", "Trans.   CPU    CPU    S.dem   S.dem\n")
                .replace("21587.45", "21587.45 10.00  12.00  18.5    22.1")
            + """
            Alignment      Offset         RoundTrip  Trans    Throughput
            Local  Remote  Local  Remote  Latency    Rate     10^6bits/s
            Send   Recv    Send   Recv    usec/Tran  per sec  Outbound   Inbound
                8      0       0      0   46.323   21587.45 0.173      0.173
            """;
    Logs logs = new Logs();
    Run run = logs.add("a.txt", verbose).run();

    assertThat(logs.problems()).isEmpty();
    assertThat(only(run).trials()).hasSize(1);
    assertThat(transactions(run).perSecond()).isEqualTo(21_587.45);
  }

  @Test
  void readsLatenciesOfChosenColumns() {
    Logs logs = new Logs();
    Transactions told = transactions(logs.add("a.csv", CHOSEN).run());

    assertThat(told.perSecond()).isEqualTo(1405.5);
    assertThat(told.minMicros()).hasValue(600);
    assertThat(told.p50Micros()).hasValue(683);
    assertThat(told.p90Micros()).hasValue(735);
    assertThat(told.p99Micros()).hasValue(841);
    assertThat(told.maxMicros()).hasValue(900);
    assertThat(told.meanMicros()).isEmpty();
    assertThat(logs.problems())
        .containsExactly(
            "a.csv:2: no ELAPSED_TIME among its values: taken as 10 s, netperf's usual time");
  }

  @Test
  void readsLatenciesOfKeys() {
    Run run =
        new Logs().add("a.txt", KEYS + KEYS.replace("P50_LATENCY=334", "P50_LATENCY=336")).run();

    assertThat(only(run).spec().flow().label()).isEqualTo("tcp rr 1/1 B");
    assertThat(only(run).trials())
        .extracting(t -> t.totals().orElseThrow().transactions().orElseThrow().p50Micros())
        .containsExactly(OptionalDouble.of(334), OptionalDouble.of(336));
    assertThat(transactions(run).perSecond()).isEqualTo(2841.067);
    assertThat(transactions(run).meanMicros()).hasValue(351.66);
  }

  /** As a user's notes quote it: one column, and so no comma. */
  @Test
  void oneColumnIsEnough() {
    String one =
        TCP_RR.substring(0, TCP_RR.indexOf('\n') + 1) + "Round Trip Latency usec/tran\n28.072\n";
    Run run = new Logs().add("a.txt", one).run();

    assertThat(transactions(run).perSecond()).isCloseTo(35_622.7, within(0.1));
    assertThat(transactions(run).meanMicros()).hasValue(28.072);
    assertThat(only(run).spec().flow().label()).as("nobody said the sizes").isEqualTo("tcp rr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16384  131072 1        64      10.00    -21587.45",
        "16384  131072 1        64      0.00    21587.45",
        "16384  131072 1        64      10.00    9e99",
        "16384  131072 1        64      10.00",
        ""
      })
  void transactionsThatCannotBeAreProblems(String row) {
    Logs logs = new Logs();

    assertThat(
            logs.add(
                    "a.txt",
                    TCP_RR.replace("16384  131072 1        64      10.00    21587.45", row))
                .finish())
        .isEmpty();
    assertThat(logs.problems()).isNotEmpty();
  }

  @Test
  void percentilesThatFallAreProblems() {
    Logs logs = new Logs();

    assertThat(logs.add("a.csv", CHOSEN.replace(",841,", ",41,")).finish()).isEmpty();
    assertThat(logs.problems()).anyMatch(p -> p.endsWith("figures that cannot be right"));
  }

  @Test
  void cutOffAnywhereItIsRead() {
    String whole = TCP + UDP + TCP_RR + CHOSEN + KEYS;
    for (int length = 0; length <= whole.length(); length++) {
      Logs logs = new Logs();
      if (logs.add("a.txt", whole.substring(0, length)).finish().isEmpty()
          && length > TCP.length()) {
        assertThat(logs.problems()).as("%d characters", length).isNotEmpty();
      }
    }
  }
}
