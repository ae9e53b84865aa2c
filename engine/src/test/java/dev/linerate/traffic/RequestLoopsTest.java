package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.linux.Connector;
import dev.linerate.linux.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLoopsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final long MANY = 200;

  private final Transactions transactions = new Transactions();
  private final StreamCounters answered = new StreamCounters();
  private final MeasuredTime measured = new MeasuredTime();
  private final StopFlag stop = new StopFlag();

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, false",
    "64, 64, 0, true",
    "300000, 10, 0, false",
    "10, 300000, 0, false",
    "64, 64, 5000, false"
  })
  void tcp(int request, int response, int rate, boolean spin) throws Exception {
    Exchange exchange = new Exchange(request, response, rate, spin);
    try (Loopback pair = Loopback.tcp()) {
      runs(
          new TcpRequester(pair.client(), exchange, measured, stop, transactions),
          new TcpResponder(pair.server(), exchange, stop, answered));
    }
    assertAllWell();
  }

  @ParameterizedTest
  @CsvSource({"8, 8, 0, false", "64, 1400, 0, true", "1400, 8, 5000, false"})
  void udp(int request, int response, int rate, boolean spin) throws Exception {
    Exchange exchange = new Exchange(request, response, rate, spin);
    try (Loopback pair = Loopback.udp()) {
      runs(
          new UdpRequester(
              pair.client(), exchange, measured, stop, transactions, Duration.ofMinutes(1)),
          new UdpResponder(pair.server(), exchange, stop, answered));
    }
    assertAllWell();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, false", "64, 64, 0, true", "10, 100000, 2000, false"})
  void connections(int request, int response, int rate, boolean spin) throws Exception {
    Exchange exchange = new Exchange(request, response, rate, spin);
    try (Socket listener = listener()) {
      runs(
          connecting(listener.local(), exchange),
          new ConnectResponder(listener, HERE, exchange, stop, answered));
    }
    assertAllWell();
  }

  @Test
  void connectionsOfOthersAreNotAnswered() throws Exception {
    Exchange exchange = new Exchange(8, 8, 0, false);
    try (Socket listener = listener()) {
      TrafficThread responder =
          Running.start(
              new ConnectResponder(
                  listener, InetAddress.ofLiteral("127.0.0.9"), exchange, stop, answered));
      TrafficThread requester = Running.start(connecting(listener.local(), exchange));
      Running.await(() -> transactions.counts().broken() >= 3);
      stop.halt();
      Running.finish(requester, responder);
    }
    assertThat(transactions.counts().done()).isZero();
    assertThat(answered.datagrams()).isZero();
  }

  @Test
  void connectionsThatAreRefusedAreCounted() throws Exception {
    InetSocketAddress nobody;
    try (Socket listener = listener()) {
      nobody = listener.local();
    }
    TrafficThread requester = Running.start(connecting(nobody, new Exchange(8, 8, 0, false)));
    Running.await(() -> transactions.counts().unconnected() >= 3);
    stop.halt();
    Running.finish(requester);
    assertThat(transactions.counts().failed()).isEqualTo(transactions.counts().unconnected());
    assertThat(transactions.latencies()).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void responsesThatDoNotComeAreLost() throws Exception {
    try (Loopback pair = Loopback.udp()) {
      TrafficThread requester =
          Running.start(
              new UdpRequester(
                  pair.client(),
                  new Exchange(64, 64, 0, false),
                  measured,
                  stop,
                  transactions,
                  Duration.ofMillis(1)));
      Running.await(() -> transactions.counts().lost() >= 3);
      stop.halt();
      Running.finish(requester);
    }
    assertThat(transactions.counts().done()).isZero();
    assertThat(transactions.latencies().count()).isZero();
  }

  @Test
  void aResponseToAnEarlierRequestIsPassedOver() throws Exception {
    try (Loopback pair = Loopback.udp();
        Arena arena = Arena.ofConfined()) {
      TrafficThread requester =
          Running.start(
              new UdpRequester(
                  pair.client(),
                  new Exchange(8, 8, 0, false),
                  measured,
                  stop,
                  transactions,
                  Duration.ofMillis(200)));
      MemorySegment first = arena.allocate(8);
      assertThat(pair.server().readable(Duration.ofMinutes(1))).isTrue();
      pair.server().read(first);
      Running.await(() -> transactions.counts().lost() >= 1);
      for (int i = 0; i < 5; i++) {
        pair.server().write(first);
      }
      Running.await(() -> transactions.counts().lost() >= 2);
      stop.halt();
      Running.finish(requester);
    }
    assertThat(transactions.counts().done()).isZero();
  }

  @Test
  void aPeerThatEndsTheConnectionBreaksIt() throws Exception {
    try (Loopback pair = Loopback.tcp()) {
      pair.server().shutdown();
      TrafficThread requester =
          Running.start(
              new TcpRequester(
                  pair.client(), new Exchange(64, 64, 0, false), measured, stop, transactions));
      assertThat(requester.join(Duration.ofMinutes(1))).isTrue();
      assertThat(requester.failure()).isPresent();
    }
    assertThat(transactions.counts()).isEqualTo(new TransactionCounts(0, 0, 0, 1));
  }

  @Test
  void aSilentPeerDoesNotHoldUpTheStop() throws Exception {
    try (Loopback pair = Loopback.tcp()) {
      TrafficThread requester =
          Running.start(
              new TcpRequester(
                  pair.client(), new Exchange(64, 64, 0, true), measured, stop, transactions));
      assertThat(pair.server().readable(Duration.ofMinutes(1))).isTrue();
      stop.halt();
      Running.finish(requester);
    }
    assertThat(transactions.counts()).isEqualTo(TransactionCounts.NONE);
  }

  @Test
  void aClientThatKeepsAskingDoesNotHoldUpTheServersEnd() throws Exception {
    Exchange exchange = new Exchange(64, 64, 0, false);
    StopFlag clients = new StopFlag();
    try (Loopback pair = Loopback.tcp()) {
      TrafficThread responder =
          Running.start(new TcpResponder(pair.server(), exchange, stop, answered));
      TrafficThread requester =
          Running.start(new TcpRequester(pair.client(), exchange, measured, clients, transactions));
      Running.await(() -> answered.datagrams() >= MANY);
      stop.halt();
      Running.finish(responder);
      clients.halt();
      Running.finish(requester);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatAsksByteByByteDoesNotHoldUpTheServersEnd(boolean spin) throws Exception {
    AtomicLong sent = new AtomicLong();
    try (Loopback pair = Loopback.tcp();
        Arena arena = Arena.ofConfined()) {
      TrafficThread responder =
          Running.start(
              new TcpResponder(pair.server(), new Exchange(1 << 20, 1, 0, spin), stop, answered));
      MemorySegment one = arena.allocate(1);
      Running.await(() -> {
        trickle(pair.client(), one);
        return sent.incrementAndGet() >= MANY;
      });
      stop.halt();
      Running.await(() -> {
        trickle(pair.client(), one);
        return !responder.isRunning();
      });
      Running.finish(responder);
    }
    assertThat(answered.datagrams()).isZero();
  }

  private static void trickle(Socket socket, MemorySegment one) {
    try {
      socket.write(one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrafficLoop connecting(InetSocketAddress to, Exchange exchange) {
    return new ConnectRequester(
        () ->
            new Connector(
                to,
                Optional.of(HERE),
                Optional.empty(),
                Duration.ofSeconds(3),
                Duration.ofMillis(20)),
        exchange,
        measured,
        stop,
        transactions);
  }

  private static Socket listener() throws Exception {
    Socket listener = Socket.tcp(false);
    listener.bind(new InetSocketAddress(HERE, 0));
    listener.listen(16);
    return listener;
  }

  private void runs(TrafficLoop requester, TrafficLoop responder) throws Exception {
    TrafficThread server = Running.start(responder);
    TrafficThread client = Running.start(requester);
    Running.await(() -> transactions.counts().done() >= MANY);
    stop.halt();
    Running.finish(client, server);
  }

  private void assertAllWell() {
    TransactionCounts counts = transactions.counts();
    Latencies latencies = transactions.latencies();
    assertThat(counts.failed()).isZero();
    assertThat(latencies.count()).isEqualTo(counts.done());
    // the stop may come between a response and its count
    assertThat(answered.datagrams()).isBetween(counts.done() - 1, counts.done() + 1);
    assertThat(latencies.min()).isPositive();
    assertThat(latencies.p50()).isBetween(latencies.min(), latencies.p90());
    assertThat(latencies.p99()).isBetween(latencies.p90(), latencies.p999());
    assertThat(latencies.p999()).isLessThanOrEqualTo(latencies.max());
  }
}
