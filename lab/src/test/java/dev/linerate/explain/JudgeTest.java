package dev.linerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
  private static MomentBuilder moment() {
    return new MomentBuilder();
  }

  static Stream<Arguments> moments() {
    return Stream.of(
        Arguments.of(Cause.SENDER_CORE, moment().sender(0.97, 0, 0)),
        Arguments.of(Cause.RECEIVER_CORE, moment().receiver(0.97, 0)),
        Arguments.of(Cause.SHARED_CORE, moment().sharedCore().sender(0.5, 0.5, 0)),
        Arguments.of(Cause.NOISY_HOST, moment().foreign(0.5).receiver(0.5, 0.5)),
        Arguments.of(Cause.NOISY_HOST, moment().steal(0.3)),
        Arguments.of(Cause.MIGRATIONS, moment().sender(0.99, 0, 10).restlessness(10)),
        Arguments.of(Cause.SOFTIRQ_SHARED, moment().softirqOnReceiver(0.4).receiver(0.55, 0.4)),
        Arguments.of(Cause.SOFTIRQ_CORE, moment().softirqBeside(0.95)),
        Arguments.of(Cause.THROTTLED, moment().throttled(0.5).sharedCore().sender(0.5, 0.5, 0)),
        Arguments.of(Cause.RECEIVE_WINDOW, moment().receiveWindow(0.9)),
        Arguments.of(Cause.SEND_BUFFER, moment().sendBuffer(0.9).receiveWindow(0.3)),
        Arguments.of(Cause.HYPER_THREAD, moment().siblings().sender(0.95, 0, 0).receiver(0.8, 0)),
        Arguments.of(Cause.NUMA_REMOTE, moment().remote().sender(0.95, 0, 0)),
        Arguments.of(Cause.LOSS, moment().retransmits(30)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void namesWhatHeldTheFlow(Cause cause, MomentBuilder moment) {
    assertThat(Judge.of(moment.build())).contains(cause);
  }

  @Test
  void nothingThatCanBeSeenIsNoCause() {
    assertThat(Judge.of(moment().build())).isEmpty();
  }

  /** The window is full because nobody reads. */
  @Test
  void aFullWindowIsWhatASaturatedReceiverLeavesBehind() {
    assertThat(Judge.of(moment().receiver(0.98, 0).receiveWindow(1).build()))
        .contains(Cause.RECEIVER_CORE);
  }

  /** A scheduler's ordinary balancing. */
  @Test
  void aMoveNowAndThenIsNoCause() {
    assertThat(Judge.of(moment().sender(0.5, 0, 10).restlessness(1).build())).isEmpty();
  }

  @Test
  void aThreadThatMostlySleepsMayMove() {
    assertThat(Judge.of(moment().sender(0.2, 0, 40).restlessness(40).build())).isEmpty();
  }

  /** Sharing costs nothing where both have time. */
  @Test
  void twoThreadsOnACoreThatIsIdleIsNoCause() {
    assertThat(Judge.of(moment().sharedCore().sender(0.2, 0.01, 0).build())).isEmpty();
  }

  /** The sleeping one leaves its sibling the whole core. */
  @Test
  void hyperThreadsThatTakeTurnsAreNoCause() {
    assertThat(Judge.of(moment().siblings().sender(0.85, 0, 0).receiver(0.1, 0).build())).isEmpty();
  }

  @Test
  void anIdleFlowMayBeRemote() {
    assertThat(Judge.of(moment().remote().sender(0.2, 0, 0).build())).isEmpty();
  }
}
