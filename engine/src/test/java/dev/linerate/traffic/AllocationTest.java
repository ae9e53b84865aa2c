package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.linerate.linux.Connector;
import dev.linerate.linux.Socket;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiled loops allocate nothing. Until the compiler has done with them they may, so a test looks
 * again and again, until a round of many operations allocated less than a byte each.
 */
@Isolated("waits for the compiler")
class AllocationTest {
  private static final int OPERATIONS = 5000;
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final int ROUNDS = 300;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final StreamCounters sent = new StreamCounters();
  private final StreamCounters received = new StreamCounters();
  private final StopFlag stop = new StopFlag();

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "false, 400000000"})
  void tcp(boolean fast, long rate) throws Exception {
    int block = 1000;
    TcpSending sending = TcpSending.DEFAULT.withBlockBytes(block).withZeroCopy(fast).withRate(rate);
    try (Loopback pair = Loopback.tcp()) {
      bothAllocateNothing(
          new TcpSender(pair.client(), sending, Budget.ofBlocks(Long.MAX_VALUE), stop, sent),
          () -> sent.bytes() / block,
          new TcpReceiver(pair.server(), block, fast, stop, received),
          () -> received.bytes() / block);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100_000_000})
  void udp(long rate) throws Exception {
    try (Loopback pair = Loopback.udp()) {
      bothAllocateNothing(
          new UdpSender(
              pair.client(), UdpSending.of(64).withRate(rate), Budget.unlimited(), stop, sent),
          sent::datagrams,
          new UdpReceiver(pair.server(), UdpReceiving.of(64), stop, received),
          received::datagrams);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000_000_000})
  void udpInLargePieces(long rate) throws Exception {
    UdpSending sending = UdpSending.of(64).withSegmentation(true).withRate(rate);
    try (Loopback pair = Loopback.udp()) {
      bothAllocateNothing(
          new UdpSender(pair.client(), sending, Budget.unlimited(), stop, sent),
          sent::datagrams,
          new UdpReceiver(pair.server(), UdpReceiving.of(64).withCoalescing(true), stop, received),
          received::datagrams);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "100000, false"})
  void requestsOverTcp(int rate, boolean spin) throws Exception {
    Exchange exchange = new Exchange(64, 64, rate, spin);
    Transactions transactions = new Transactions();
    try (Loopback pair = Loopback.tcp()) {
      bothAllocateNothing(
          new TcpRequester(pair.client(), exchange, new MeasuredTime(), stop, transactions),
          () -> transactions.counts().done(),
          new TcpResponder(pair.server(), exchange, stop, received),
          received::datagrams);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requestsOverUdp(boolean spin) throws Exception {
    Exchange exchange = new Exchange(64, 64, 0, spin);
    Transactions transactions = new Transactions();
    try (Loopback pair = Loopback.udp()) {
      bothAllocateNothing(
          new UdpRequester(pair.client(), exchange, new MeasuredTime(), stop, transactions),
          () -> transactions.counts().done(),
          new UdpResponder(pair.server(), exchange, stop, received),
          received::datagrams);
    }
  }

  @Test
  void connections() throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    Exchange exchange = new Exchange(64, 64, 0, false);
    Transactions transactions = new Transactions();
    try (Socket listener = Socket.tcp(false)) {
      listener.bind(new InetSocketAddress(here, 0));
      listener.listen(16);
      InetSocketAddress to = listener.local();
      bothAllocateNothing(
          new ConnectRequester(
              () -> new Connector(to, Optional.empty(), Optional.empty(), LIMIT, LIMIT),
              exchange,
              new MeasuredTime(),
              stop,
              transactions),
          () -> transactions.counts().done(),
          new ConnectResponder(listener, here, exchange, stop, received),
          received::datagrams);
    }
  }

  private void bothAllocateNothing(
      TrafficLoop sender, LongSupplier sends, TrafficLoop receiver, LongSupplier receives)
      throws Exception {
    AtomicReference<Thread> senders = new AtomicReference<>();
    AtomicReference<Thread> receivers = new AtomicReference<>();
    TrafficThread in = Running.start(noting(receivers, receiver));
    TrafficThread out = Running.start(noting(senders, sender));
    Running.await(() -> receives.getAsLong() > 0);
    long sending = leastAllocated(senders.get().threadId(), sends);
    long receiving = leastAllocated(receivers.get().threadId(), receives);
    stop.stop();
    Running.finish(out, in);
    assertThat(sending).as("bytes allocated by the sender").isLessThan(OPERATIONS);
    assertThat(receiving).as("bytes allocated by the receiver").isLessThan(OPERATIONS);
  }

  private static TrafficLoop noting(AtomicReference<Thread> who, TrafficLoop loop) {
    return () -> {
      who.set(Thread.currentThread());
      loop.run();
    };
  }

  /** In a round of operations, the round with the least. */
  private long leastAllocated(long thread, LongSupplier operations) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS && least >= OPERATIONS; i++) {
      long from = operations.getAsLong();
      long before = threads.getThreadAllocatedBytes(thread);
      Running.await(() -> operations.getAsLong() >= from + OPERATIONS);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }
}
