package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final long SECOND = 1_000_000_000;

  private final StreamCounters counters = new StreamCounters();
  private Optional<TcpState> state = Optional.of(tcp(0));

  @Test
  void intervalsOfASender() {
    Sampler sampler = sampler(Sampler.Kind.TCP_SENDER, false);
    counters.add(1000);
    counters.runsOn(1);
    state = Optional.of(tcp(3));
    StreamSample first = sampler.cut(SECOND);
    assertThat(first)
        .isEqualTo(
            new StreamSample(
                0,
                SECOND,
                1000,
                false,
                OptionalLong.of(3),
                Optional.of(tcp(3)),
                Optional.empty(),
                OptionalInt.of(1),
                0,
                OptionalDouble.empty()));
    counters.add(500);
    counters.runsOn(0);
    counters.runsOn(0);
    state = Optional.of(tcp(4));
    StreamSample second = sampler.cut(3 * SECOND);
    assertThat(second.startNanos()).isEqualTo(SECOND);
    assertThat(second.bytes()).isEqualTo(500);
    assertThat(second.retransmits()).hasValue(1);
    assertThat(second.migrations()).isOne();
    assertThat(second.bitsPerSecond()).isEqualTo(2000);
    StreamSample total = sampler.total();
    assertThat(total.bytes()).isEqualTo(1500);
    assertThat(total.retransmits()).hasValue(4);
    assertThat(total.endNanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void thePacingErrorIsTheMeanOfTheInterval() {
    Sampler sampler = sampler(Sampler.Kind.UDP_SENDER, false);
    assertThat(sampler.cut(SECOND).pacingErrorNanos()).isEmpty();
    counters.paced(1000);
    counters.paced(2000);
    assertThat(sampler.cut(2 * SECOND).pacingErrorNanos()).hasValue(1500);
    counters.paced(700);
    assertThat(sampler.cut(3 * SECOND).pacingErrorNanos()).hasValue(700);
    assertThat(sampler.cut(4 * SECOND).pacingErrorNanos()).isEmpty();
  }

  @Test
  void theOmittedTimeIsLeftOut() {
    Sampler sampler = sampler(Sampler.Kind.TCP_SENDER, true);
    counters.add(700);
    state = Optional.of(tcp(5));
    StreamSample omitted = sampler.cut(2 * SECOND);
    assertThat(omitted.omitted()).isTrue();
    assertThat(omitted.bytes()).isEqualTo(700);
    sampler.measure();
    counters.add(30);
    state = Optional.of(tcp(6));
    StreamSample measured = sampler.cut(3 * SECOND);
    assertThat(measured.omitted()).isFalse();
    assertThat(measured.startNanos()).isZero();
    assertThat(measured.endNanos()).isEqualTo(SECOND);
    assertThat(sampler.total()).isEqualTo(measured);
    assertThat(measured.retransmits()).hasValue(1);
  }

  @Test
  void datagramsOfAReceiver() {
    Sampler sampler = sampler(Sampler.Kind.UDP_RECEIVER, true);
    SequenceTracker sequence = new SequenceTracker();
    Jitter jitter = new Jitter();
    sequence.arrived(1L);
    sequence.arrived(4L);
    counters.socketDrops(0);
    counters.received(200, sequence, jitter);
    sampler.cut(SECOND);
    sampler.measure();
    assertThat(sampler.omitted()).contains(new DatagramCounts(4, 2, 0, 0, 0, OptionalLong.of(0)));
    sequence.arrived(3L);
    sequence.arrived(5L);
    sequence.arrived(5L);
    jitter.arrived(0, 0);
    jitter.arrived(0, 1600);
    counters.received(300, sequence, jitter);
    counters.socketDrops(1);
    StreamSample sample = sampler.cut(2 * SECOND);
    assertThat(sample.bytes()).isEqualTo(300);
    assertThat(sample.tcp()).isEmpty();
    assertThat(sample.retransmits()).isEmpty();
    // one that was counted as lost before came now
    assertThat(sample.datagrams())
        .contains(new DatagramCounts(1, -1, 1, 1, 100, OptionalLong.of(1)));
  }

  @Test
  void dropsOfAReceiverThatHadNotBegun() {
    Sampler sampler = sampler(Sampler.Kind.UDP_RECEIVER, false);
    counters.socketDrops(7);
    assertThat(sampler.cut(SECOND).datagrams().orElseThrow().socketDrops()).hasValue(7);
  }

  @Test
  void datagramsOfASender() {
    Sampler sampler = sampler(Sampler.Kind.UDP_SENDER, false);
    counters.add(2896, 2);
    assertThat(sampler.cut(SECOND).datagrams()).contains(DatagramCounts.sent(2));
    assertThat(sampler.total().core()).isEmpty();
  }

  @Test
  void aReceiverHasNoRetransmits() {
    Sampler sampler = sampler(Sampler.Kind.TCP_RECEIVER, false);
    StreamSample sample = sampler.cut(SECOND);
    assertThat(sample.retransmits()).isEmpty();
    assertThat(sample.tcp()).isPresent();
  }

  @Test
  void aConnectionThatIsGone() {
    Sampler sampler = sampler(Sampler.Kind.TCP_SENDER, false);
    counters.add(10);
    state = Optional.empty();
    StreamSample sample = sampler.cut(SECOND);
    assertThat(sample.bytes()).isEqualTo(10);
    assertThat(sample.retransmits()).isEmpty();
    assertThat(sample.tcp()).isEmpty();
  }

  private Sampler sampler(Sampler.Kind kind, boolean omitting) {
    return new Sampler(kind, counters, () -> state, omitting, 0);
  }

  private static TcpState tcp(long retransmits) {
    OptionalLong none = OptionalLong.empty();
    return new TcpState(
        14_480, 50, 10, 1500, 1448, retransmits, 3, none, none, none, none, none, none);
  }
}
