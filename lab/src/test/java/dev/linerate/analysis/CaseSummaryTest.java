package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseSummaryTest {
  private static final Path WIRE = new Path("h1 a", "h2 b", 1450, 50, true);
  private static final Path INSIDE = new Path("h1 a", "h1 b", 1500, 0, false);

  @Test
  void sharesOfTheWire() {
    CaseSummary summary = summary(WIRE, tcp(), tcpTrial(908e6), tcpTrial(907e6), tcpTrial(908.5e6));

    assertThat(summary.bitrate().orElseThrow().median()).isCloseTo(908e6, within(1.0));
    assertThat(summary.wireLimitShare().orElseThrow()).isCloseTo(0.9989, within(0.0001));
    assertThat(summary.offered()).isEmpty();
    assertThat(summary.retransmits()).hasValue(12);
    assertThat(summary.lossShare()).isEmpty();
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void noWireLimitWithinAHost() {
    CaseSummary summary = summary(INSIDE, tcp(), tcpTrial(30e9), tcpTrial(31e9), tcpTrial(32e9));

    assertThat(summary.wireLimit()).isEmpty();
    assertThat(summary.wireLimitShare()).isEmpty();
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void cpuSecondsCountBothProcesses() {
    CaseSummary summary = summary(WIRE, tcp(), tcpTrial(800e6));
    // 60 % + 40 % of a core for 10 s, 10⁹ bytes
    assertThat(summary.cpuSecondsPerGigabyte().orElseThrow()).isCloseTo(10, within(1e-6));
  }

  @Test
  void offeredCountsStreamsAndDirections() {
    CaseSummary summary = summary(WIRE, udp(100e6, 4, Direction.BIDIR), udpTrial(790e6, 0.01));

    assertThat(summary.offered()).contains(new BitRate(800e6));
    assertThat(summary.offeredShare().orElseThrow()).isCloseTo(0.9875, within(1e-6));
    assertThat(summary.lossShare().orElseThrow()).isCloseTo(0.01, within(1e-6));
  }

  @Test
  void saysWhyANumberIsNotToBeTrusted() {
    assertThat(summary(WIRE, tcp(), tcpTrial(900e6)).warnings())
        .containsExactly("one trial only, so no interval");
    assertThat(summary(WIRE, tcp(), tcpTrial(900e6), tcpTrial(901e6)).warnings())
        .containsExactly("two trials only");
    assertThat(summary(INSIDE, tcp(), tcpTrial(8e9), tcpTrial(10e9), tcpTrial(11e9)).warnings())
        .containsExactly("interval spans 30 % of the median");
    assertThat(summary(WIRE, tcp(), tcpTrial(990e6), tcpTrial(990e6), tcpTrial(990e6)).warnings())
        .containsExactly("above the wire limit: the link is not what the plan says");
  }

  @Test
  void whatTheLinkPassesAtOnceIsNoReasonToDoubtIt() {
    // 1.5 % above the limit in 0.1 s, where the bucket's 2 ms are 2 %
    Trial brief = measured(lasting(0.1, 11_533_000));
    Trial tooMuch = measured(lasting(0.1, 11_700_000));

    assertThat(summary(WIRE, tcp(), brief, brief, brief).warnings()).isEmpty();
    assertThat(summary(WIRE, tcp(), tooMuch, tooMuch, tooMuch).warnings())
        .containsExactly("above the wire limit: the link is not what the plan says");
  }

  private static Totals lasting(double seconds, long bytes) {
    return new Totals(
        seconds,
        bytes,
        bytes,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Test
  void namesFailedTrials() {
    CaseSummary summary =
        summary(INSIDE, tcp(), tcpTrial(9e9), failed(), tcpTrial(9e9), tcpTrial(9e9));

    assertThat(summary.bitrate().orElseThrow().n()).isEqualTo(3);
    assertThat(summary.warnings())
        .containsExactly("1 of 4 trials failed: the server closed the connection");
  }

  @Test
  void namesUndeliveredDatagrams() {
    Flow flow = udp(900e6, 1, Direction.FORWARD);
    assertThat(
            summary(INSIDE, flow, udpTrial(630e6, 0.3), udpTrial(630e6, 0.3), udpTrial(630e6, 0.3))
                .warnings())
        .containsExactly("only 70 % of what was sent arrived");
  }

  @Test
  void namesTheBusyCoreWhenTheWireIsNotTheLimit() {
    Totals busy = totals(400e6, 400e6, OptionalLong.of(0), OptionalLong.empty(), 30, 99.4);
    CaseSummary summary = summary(WIRE, tcp(), measured(busy), measured(busy), measured(busy));

    assertThat(summary.warnings()).containsExactly("the receiving process used 99 % of a core");
  }

  /** 909.0 Mbit/s is the limit; 99 % of it 899.9, 97 % 881.7. */
  @ParameterizedTest
  @CsvSource({
    "909,909,908,true",
    "901,893,882,true",
    "899,899,898,false",
    "908,880,870,false",
    "200,180,170,false"
  })
  void atTheWireLimitWhenTheTrialsCannotTellItFromTheLimit(
      double one, double two, double three, boolean at) {
    CaseSummary summary =
        summary(WIRE, tcp(), tcpTrial(one * 1e6), tcpTrial(two * 1e6), tcpTrial(three * 1e6));
    assertThat(summary.atWireLimit()).isEqualTo(at);
  }

  @Test
  void withinAHostThereIsNoLimitToBeAt() {
    Path local = new Path("h1 a", "h1 b", 1500, 0, false);
    assertThat(summary(local, tcp(), tcpTrial(9e9)).atWireLimit()).isFalse();
    assertThat(summary(WIRE, tcp(), failed()).atWireLimit()).isFalse();
  }

  @Test
  void nothingMeasuredIsEmptyAndNotZero() {
    CaseSummary summary = summary(WIRE, tcp(), failed());

    assertThat(summary.bitrate()).isEmpty();
    assertThat(summary.wireLimit()).isPresent();
    assertThat(summary.wireLimitShare()).isEmpty();
    assertThat(summary.cpuSecondsPerGigabyte()).isEmpty();
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void nothingArrived() {
    CaseSummary summary = summary(WIRE, tcp(), tcpTrial(0), tcpTrial(0), tcpTrial(0));
    assertThat(summary.warnings()).containsExactly("no payload arrived");
    assertThat(summary.cpuSecondsPerGigabyte()).isEmpty();
  }

  private static CaseSummary summary(Path path, Flow flow, Trial... trials) {
    CaseSpec spec = new CaseSpec("vxlan", Placement.CROSS_HOST, flow, Pinning.NONE);
    boolean any = Arrays.stream(trials).anyMatch(t -> t.status() == Status.MEASURED);
    CaseRecord record =
        new CaseRecord(
            1,
            spec,
            "iperf3",
            Optional.of(path),
            any ? Status.MEASURED : Status.FAILED,
            any ? Optional.empty() : Optional.of("failed"),
            List.of(trials));
    return CaseSummary.of(record, LinkSpec.GIGABIT, new Platform(Map.of()));
  }

  private static Flow tcp() {
    return Flow.of(Protocol.TCP, Duration.ofSeconds(10));
  }

  private static Flow udp(double rate, int streams, Direction direction) {
    return new Flow(
        Protocol.UDP,
        direction,
        streams,
        Rate.of(new BitRate(rate)),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ofMillis(500));
  }

  private static Trial tcpTrial(double bitrate) {
    return measured(totals(bitrate, bitrate, OptionalLong.of(12), OptionalLong.empty(), 60, 40));
  }

  private static Trial udpTrial(double bitrate, double loss) {
    return measured(
        totals(
            bitrate / (1 - loss),
            bitrate,
            OptionalLong.empty(),
            OptionalLong.of(Math.round(loss * 100_000)),
            60,
            40));
  }

  private static Totals totals(
      double sent,
      double received,
      OptionalLong retransmits,
      OptionalLong lost,
      double senderCpu,
      double receiverCpu) {
    return new Totals(
        10,
        Math.round(sent * 10 / 8),
        Math.round(received * 10 / 8),
        retransmits,
        OptionalDouble.empty(),
        lost,
        lost.isPresent() ? OptionalLong.of(100_000) : OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.of(senderCpu),
        OptionalDouble.of(receiverCpu));
  }

  private static Trial measured(Totals totals) {
    return trial(Status.MEASURED, Optional.empty(), Optional.of(totals));
  }

  private static Trial failed() {
    return trial(Status.FAILED, Optional.of("the server closed the connection"), Optional.empty());
  }

  private static Trial trial(Status status, Optional<String> reason, Optional<Totals> totals) {
    return new Trial(1, Instant.EPOCH, status, reason, totals, List.of(), "iperf 3.12", List.of());
  }
}
