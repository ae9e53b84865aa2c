package dev.linerate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.Path;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WireLimitTest {
  private static final int VXLAN = 50;

  /** RFC 7323: without timestamps 12 bytes more of each segment are payload. */
  @Test
  void withoutTimestampsASegmentHasTwelveBytesMore() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), tcp(), false);
    assertThat(limit.payload()).isEqualTo(1460);
    assertThat(limit.wireBytes()).isEqualTo(1538);
    assertThat(limit.goodput().bitsPerSecond() / 1e6).isCloseTo(949.28, within(0.01));
  }

  @Test
  void tcpOnGigabitEthernet() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), tcp());

    assertThat(limit.payload()).isEqualTo(1448);
    assertThat(limit.wireBytes()).isEqualTo(1538);
    assertThat(limit.goodput().bitsPerSecond() / 1e6).isCloseTo(941.48, within(0.005));
  }

  @Test
  void tcpThroughVxlanIsTheStudys909() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1450, VXLAN), tcp());

    assertThat(limit.payload()).isEqualTo(1398);
    assertThat(limit.wireBytes()).isEqualTo(1538);
    assertThat(limit.goodput().bitsPerSecond() / 1e6).isCloseTo(908.97, within(0.005));
  }

  @Test
  void aShortTrialCanReachALittleMoreThanTheLimit() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), tcp());

    // the link's bucket: 250 000 bytes of the wire, 2 ms of its rate
    assertThat(limit.burst()).isEqualTo(Math.round(250_000 * 1448 / 1538.0));
    assertThat(limit.reachable(1)).isCloseTo(1.002, within(1e-6));
    assertThat(limit.reachable(10)).isCloseTo(1.0002, within(1e-7));
  }

  @Test
  void aSlowLinksBucketHoldsMoreThanTwoMilliseconds() {
    LinkSpec slow = new LinkSpec(new BitRate(100e6), new Mtu(1500));
    assertThat(slow.burst().bytes()).isEqualTo(163_840);
    assertThat(WireLimit.of(slow, path(1500, 0), tcp()).reachable(1))
        .isCloseTo(1 + 163_840 * 8 / 100e6, within(1e-6));
  }

  @Test
  void scalesWithTheLink() {
    LinkSpec ten = new LinkSpec(new BitRate(10e9), new Mtu(1500));
    assertThat(WireLimit.of(ten, path(1500, 0), tcp()).goodput().bitsPerSecond() / 1e6)
        .isCloseTo(9414.8, within(0.05));
  }

  @Test
  void jumboFrames() {
    LinkSpec jumbo = new LinkSpec(new BitRate(10e9), new Mtu(9000));
    WireLimit limit = WireLimit.of(jumbo, path(9000, 0), tcp());

    assertThat(limit.payload()).isEqualTo(8948);
    assertThat(limit.wireBytes()).isEqualTo(9038);
    assertThat(limit.efficiency()).isCloseTo(0.9900, within(0.00005));
  }

  @Test
  void noPacketIsLargerThanTheLinkTakes() {
    assertThat(WireLimit.of(LinkSpec.GIGABIT, path(1500, VXLAN), tcp()))
        .isEqualTo(WireLimit.of(LinkSpec.GIGABIT, path(1450, VXLAN), tcp()));
  }

  @Test
  void segmentSizeOptionCountsTimestampsAsLinuxDoes() {
    Flow flow = flow(Protocol.TCP, Direction.FORWARD, Optional.empty(), OptionalInt.of(536));
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), flow);

    assertThat(limit.payload()).isEqualTo(524);
    assertThat(limit.wireBytes()).isEqualTo(524 + 52 + 38);
  }

  @Test
  void largestSegmentIsTheMtusWhateverTheOptionSays() {
    Flow flow = flow(Protocol.TCP, Direction.FORWARD, Optional.empty(), OptionalInt.of(9000));
    assertThat(WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), flow).payload()).isEqualTo(1448);
  }

  @Test
  void datagramThatFillsTheMtu() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), udp(1472));

    assertThat(limit.wireBytes()).isEqualTo(1538);
    assertThat(limit.goodput().bitsPerSecond() / 1e6).isCloseTo(957.09, within(0.005));
  }

  @Test
  void datagramOneByteTooLongIsFragmented() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), udp(1473));
    // 1480 bytes in the first fragment, 1 in the second, which is padded to 46
    assertThat(limit.wireBytes()).isEqualTo(1538 + 84);
  }

  @Test
  void largeDatagramThroughVxlanIsSixFragments() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1450, VXLAN), udp(8192));
    // 8200 = 5 × 1424 + 1080: 1430 bytes of room, rounded down to a multiple of 8
    assertThat(limit.wireBytes()).isEqualTo(5 * (1424 + 20 + 50 + 38) + (1080 + 20 + 50 + 38));
  }

  @Test
  void lastFragmentMayUseRoomThatIsNoMultipleOfEight() {
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1450, VXLAN), udp(1424 + 1430 - 8));
    assertThat(limit.wireBytes()).isEqualTo((1424 + 20 + 50 + 38) + (1430 + 20 + 50 + 38));
  }

  @Test
  void smallDatagrams() {
    assertThat(WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), udp(64)).wireBytes()).isEqualTo(130);
    assertThat(WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), udp(16)).wireBytes())
        .as("padded to the smallest frame: 64 + 20 bytes")
        .isEqualTo(84);
  }

  @Test
  void datagramsWithoutLengthAreIperf3sDefault() {
    Flow flow = Flow.of(Protocol.UDP, Duration.ofSeconds(10));
    WireLimit limit = WireLimit.of(LinkSpec.GIGABIT, path(1450, VXLAN), flow);

    assertThat(limit.payload()).isEqualTo(1398);
    assertThat(limit.wireBytes()).isEqualTo(1398 + 28 + 50 + 38);
  }

  @Test
  void bothDirectionsOfAFullDuplexLink() {
    Flow both = flow(Protocol.TCP, Direction.BIDIR, Optional.empty(), OptionalInt.empty());
    assertThat(WireLimit.of(LinkSpec.GIGABIT, path(1500, 0), both).goodput().bitsPerSecond())
        .isCloseTo(2e9 * 1448 / 1538, within(1.0));
  }

  private static Path path(int mtu, int encapsulation) {
    return new Path("h1", "h2", mtu, encapsulation, true);
  }

  private static Flow tcp() {
    return Flow.of(Protocol.TCP, Duration.ofSeconds(10));
  }

  private static Flow udp(long length) {
    return flow(
        Protocol.UDP, Direction.FORWARD, Optional.of(new ByteCount(length)), OptionalInt.empty());
  }

  private static Flow flow(
      Protocol protocol, Direction direction, Optional<ByteCount> length, OptionalInt mss) {
    return new Flow(
        protocol,
        direction,
        1,
        Rate.UNLIMITED,
        length,
        Optional.empty(),
        mss,
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ofMillis(500));
  }
}
