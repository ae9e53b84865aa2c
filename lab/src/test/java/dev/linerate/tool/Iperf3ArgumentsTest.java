package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class Iperf3ArgumentsTest {
  private static final Iperf3Version V3_1 = new Iperf3Version(3, 1, 3);
  private static final Iperf3Version V3_12 = new Iperf3Version(3, 12, 0);
  private static final Iperf3Version V3_17 = new Iperf3Version(3, 17, 0);

  static Flow full(Protocol protocol, Direction direction, int streams, long length) {
    return new Flow(
        protocol,
        direction,
        streams,
        Rate.of(BitRate.parse("920M")),
        Optional.of(new ByteCount(length)),
        Optional.of(ByteCount.parse("4M")),
        OptionalInt.of(1400),
        Optional.of("bbr"),
        true,
        Duration.ofMillis(2500),
        Duration.ofMillis(300),
        Duration.ofMillis(250));
  }

  private static String client(Flow flow, Iperf3Version version) {
    return String.join(" ", Iperf3Arguments.client(flow, version, "10.0.0.2", 5203));
  }

  @Test
  void plainTcpLeavesEverythingToIperf3() {
    assertThat(client(Flow.of(Protocol.TCP, Duration.ofSeconds(10)), V3_1))
        .isEqualTo("iperf3 -c 10.0.0.2 -p 5203 -t 10 -i 0.5 -J");
  }

  @Test
  void newerReleasesAreToldMore() {
    assertThat(client(Flow.of(Protocol.TCP, Duration.ofSeconds(10)), V3_12))
        .isEqualTo("iperf3 -c 10.0.0.2 -p 5203 --connect-timeout 5000 -t 10 -i 0.5 -J");
    assertThat(client(Flow.of(Protocol.TCP, Duration.ofSeconds(10)), V3_17))
        .endsWith("-i 0.5 --json-stream");
  }

  @Test
  void udpAlwaysHasARate() {
    assertThat(client(Flow.of(Protocol.UDP, Duration.ofSeconds(1)), V3_1))
        .isEqualTo("iperf3 -c 10.0.0.2 -p 5203 -t 1 -u -b 0 -i 0.5 -J");
  }

  @Test
  void everyOptionOfAFlow() {
    assertThat(client(full(Protocol.TCP, Direction.REVERSE, 4, 131072), V3_1))
        .isEqualTo(
            "iperf3 -c 10.0.0.2 -p 5203 -t 3 -O 1 -b 920000000 -P 4 -R -l 131072 -w 4194304 -M 1400 -C bbr -Z -i 0.25 -J");
    assertThat(client(full(Protocol.UDP, Direction.BIDIR, 1, 1400), V3_12))
        .isEqualTo(
            "iperf3 -c 10.0.0.2 -p 5203 --connect-timeout 5000 -t 3 -O 1 -u -b 920000000 --bidir -l 1400 -w 4194304 -Z -i 0.25 -J");
  }

  @Test
  void serverListensOnItsOwnAddressForOneTest() {
    assertThat(
            Iperf3Arguments.server(
                Flow.of(Protocol.UDP, Duration.ofSeconds(10)), V3_12, "10.0.0.2", 5203))
        .containsExactly("iperf3", "-s", "-1", "-B", "10.0.0.2", "-p", "5203", "-i", "0.5", "-J");
  }

  @Test
  void intervalStaysWithinWhatIperf3Takes() {
    assertThat(client(withInterval(Duration.ofMillis(20)), V3_1)).contains("-i 0.1 ");
    assertThat(client(withInterval(Duration.ofSeconds(90)), V3_1)).contains("-i 60 ");
    assertThat(client(withInterval(Duration.ofSeconds(1)), V3_1)).contains("-i 1 ");
  }

  private static Flow withInterval(Duration interval) {
    Flow f = Flow.of(Protocol.TCP, Duration.ofSeconds(100));
    return new Flow(
        f.protocol(),
        f.direction(),
        1,
        f.rate(),
        f.length(),
        f.window(),
        f.mss(),
        f.congestion(),
        false,
        f.duration(),
        f.omit(),
        interval);
  }

  @Test
  void fractionsOfASecondAreRoundedUp() {
    assertThat(Iperf3Arguments.wholeSeconds(Duration.ofSeconds(2))).isEqualTo(2);
    assertThat(Iperf3Arguments.wholeSeconds(Duration.ofMillis(2001))).isEqualTo(3);
    assertThat(Iperf3Arguments.wholeSeconds(Duration.ZERO)).isZero();
  }

  @Test
  void limitsListEveryReason() {
    Flow bad =
        new Flow(
            Protocol.UDP,
            Direction.BIDIR,
            129,
            Rate.UNLIMITED,
            Optional.of(new ByteCount(70_000)),
            Optional.of(new ByteCount(1L << 40)),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Duration.ofMillis(500),
            Duration.ofSeconds(61),
            Duration.ofMillis(100));

    assertThat(Iperf3Limits.reasons(bad, new Iperf3Version(3, 0, 11)))
        .extracting(Reason::cause)
        .containsExactly(
            "iperf3 3.0.11 is too old",
            "iperf3 3.0.11 cannot send both ways at once",
            "iperf3 counts whole seconds, 500ms is less than one",
            "iperf3 omits a minute at most",
            "the number of streams, 129, is outside what iperf3 takes",
            "the datagram length, 70000, is outside what iperf3 takes",
            "the window, 1099511627776, is outside what iperf3 takes");
  }

  @Test
  void limitsAcceptWhatIperf3Accepts() {
    assertThat(Iperf3Limits.reasons(full(Protocol.TCP, Direction.BIDIR, 128, 1 << 20), V3_12))
        .isEqualTo(List.of());
    assertThat(Iperf3Limits.reasons(full(Protocol.UDP, Direction.FORWARD, 1, 65507), V3_1))
        .isEqualTo(List.of());
  }
}
