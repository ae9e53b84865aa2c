package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpLoopsTest {
  private static final int BLOCK = 10_000;

  private final StreamCounters sent = new StreamCounters();
  private final StreamCounters received = new StreamCounters();
  private final StopFlag stop = new StopFlag();
  private Loopback pair;

  @BeforeEach
  void connect() throws Exception {
    pair = Loopback.tcp();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void everyByteOfTheBudgetArrives(boolean zeroCopy, boolean skipCopy) throws Exception {
    TcpSending sending = TcpSending.DEFAULT.withBlockBytes(BLOCK).withZeroCopy(zeroCopy);
    TrafficThread receiver = Running.start(receiver(skipCopy));
    TrafficThread sender = Running.start(sender(sending, Budget.ofBytes(1_234_567, BLOCK)));
    Running.finish(sender);
    pair.client().shutdownOutput();
    Running.finish(receiver);
    assertThat(sent.bytes()).isEqualTo(1_240_000);
    assertThat(received.bytes()).isEqualTo(1_240_000);
    assertThat(sent.core()).isPresent();
    assertThat(received.core()).isPresent();
    assertThat(sender.cpu().totalNanos()).isPositive();
  }

  @Test
  void theStopEndsBothAndNothingIsLost() throws Exception {
    TrafficThread receiver = Running.start(receiver(false));
    TrafficThread sender = Running.start(sender(TcpSending.DEFAULT, Budget.unlimited()));
    Running.await(() -> received.bytes() > 1_000_000);
    stop.stop();
    Running.finish(sender, receiver);
    assertThat(received.bytes()).isEqualTo(sent.bytes());
  }

  @Test
  void aPeerThatReadsNothingHoldsNobodyUp() throws Exception {
    TrafficThread sender = Running.start(sender(TcpSending.DEFAULT, Budget.unlimited()));
    Running.await(() -> sent.bytes() > 0);
    stop.stop();
    Running.finish(sender);
  }

  @Test
  void aPeerThatSendsForEverIsLeftAtTheHalt() throws Exception {
    StopFlag others = new StopFlag();
    TcpSender endless =
        new TcpSender(pair.client(), TcpSending.DEFAULT, Budget.unlimited(), others, sent);
    TrafficThread sender = Running.start(endless);
    TrafficThread receiver = Running.start(receiver(false));
    stop.stop();
    Running.await(() -> received.bytes() > 1_000_000);
    assertThat(receiver.isRunning()).isTrue();
    stop.halt();
    Running.finish(receiver);
    others.stop();
    Running.finish(sender);
  }

  @Test
  void aPeerThatIsGoneIsAFailure() throws Exception {
    TrafficThread sender = Running.start(sender(TcpSending.DEFAULT, Budget.unlimited()));
    Running.await(() -> sent.bytes() > 0);
    pair.server().close();
    assertThat(sender.join(Duration.ofMinutes(1))).isTrue();
    assertThat(sender.failure())
        .containsInstanceOf(LinuxException.class)
        .hasValueSatisfying(
            e -> assertThat(((LinuxException) e).errno()).isIn(Errno.EPIPE, Errno.ECONNRESET));
  }

  @Test
  void aPeerThatIsGoneAfterTheStopIsNone() throws Exception {
    pair.server().close();
    stop.stop();
    Running.finish(Running.start(sender(TcpSending.DEFAULT, Budget.unlimited())));
    Running.finish(Running.start(new TcpReceiver(pair.client(), BLOCK, false, stop, received)));
    assertThat(sent.bytes()).isZero();
  }

  @Test
  void aPaceEndsAtTheStop() throws Exception {
    // the second block is due after a day
    TcpSending sending = TcpSending.DEFAULT.withBlockBytes(BLOCK).withRate(1);
    TrafficThread sender = Running.start(sender(sending, Budget.unlimited()));
    Running.await(() -> sent.bytes() == BLOCK);
    stop.stop();
    Running.finish(sender);
    assertThat(sent.bytes()).isEqualTo(BLOCK);
  }

  /** Nagle's algorithm holds a short rest until the one before is acknowledged, 40 ms at most. */
  @RepeatedTest(50)
  void theRestIsNotHeldBack() throws Exception {
    TcpSending sending = TcpSending.DEFAULT.withBlockBytes(1000);
    TrafficThread receiver = Running.start(receiver(false));
    Running.finish(Running.start(sender(sending, Budget.ofBlocks(100))));
    stop.stop();
    Running.finish(receiver);
    assertThat(received.bytes()).isEqualTo(100_000);
  }

  @Test
  void aPaceEndsWithTheBudget() throws Exception {
    TcpSending sending = TcpSending.DEFAULT.withBlockBytes(1000).withRate(1_000_000_000);
    TrafficThread receiver = Running.start(receiver(false));
    Running.finish(Running.start(sender(sending, Budget.ofBlocks(50))));
    stop.stop();
    Running.finish(receiver);
    assertThat(received.bytes()).isEqualTo(50_000);
  }

  private TcpSender sender(TcpSending sending, Budget budget) {
    return new TcpSender(pair.client(), sending, budget, stop, sent);
  }

  private TcpReceiver receiver(boolean skipCopy) {
    return new TcpReceiver(pair.server(), BLOCK, skipCopy, stop, received);
  }
}
