package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both roles against each other, over loopback. */
class ClientServerTest {
  private static final long BYTES = 4_000_000;

  @ParameterizedTest
  @CsvSource({
    "FORWARD, 1",
    "FORWARD, 4",
    "REVERSE, 1",
    "REVERSE, 4",
    "BIDIRECTIONAL, 1",
    "BIDIRECTIONAL, 2"
  })
  void bothEndsCountTheSameBytesOverTcp(Direction direction, int streams) throws Exception {
    Parameters parameters =
        Parameters.of(Protocol.TCP)
            .withAmount(Amount.ofBytes(BYTES))
            .withDirection(direction)
            .withStreams(streams);
    Pair pair = run(parameters);
    assertThat(pair.client().streams()).hasSize(parameters.totalStreams());
    for (StreamReport stream : pair.client().streams()) {
      assertThat(stream.sent().orElseThrow().bytes())
          .isEqualTo(stream.received().orElseThrow().bytes());
    }
    assertSame(pair);
    if (direction == Direction.FORWARD) {
      assertThat(pair.client().sent().orElseThrow().bytes())
          .isEqualTo(Math.ceilDiv(BYTES, 128 << 10) * (128 << 10));
    }
  }

  /** Each of the two directions has its amount; iperf3 ends when either of them has. */
  @ParameterizedTest
  @CsvSource({"TCP, 0, 20", "TCP, 2_000_000, 0", "UDP, 200_000, 0"})
  void bothWaysMoveAllThatIsAskedFor(Protocol protocol, String bytes, int blocks) throws Exception {
    int block = 10_000;
    long wanted = Math.max(Long.parseLong(bytes.replace("_", "")), (long) blocks * block);
    Parameters parameters =
        Parameters.of(protocol)
            .withAmount(new Amount(0, 0, blocks > 0 ? 0 : wanted, blocks))
            .withPace(Pace.of(40_000_000))
            .withBlockBytes(block)
            .withDirection(Direction.BIDIRECTIONAL)
            .withStreams(2);
    Pair pair = run(parameters);
    assertSame(pair);
    for (boolean sender : new boolean[] {true, false}) {
      long moved =
          pair.client().streams().stream()
              .filter(stream -> stream.info().sender() == sender)
              .mapToLong(stream -> stream.local().bytes())
              .sum();
      assertThat(moved).as(sender ? "sent" : "received").isGreaterThanOrEqualTo(wanted);
    }
  }

  /**
   * Over loopback nothing is lost but in the receiving socket, when its reader gets no core, and
   * the socket counts that.
   */
  @ParameterizedTest
  @CsvSource({"FORWARD, 1", "FORWARD, 4", "REVERSE, 1", "REVERSE, 4", "BIDIRECTIONAL, 2"})
  void bothEndsCountTheSameDatagrams(Direction direction, int streams) throws Exception {
    Parameters parameters =
        Parameters.of(Protocol.UDP)
            .withAmount(Amount.ofBlocks(200))
            .withPace(Pace.of(20_000_000))
            .withBlockBytes(1000)
            .withDirection(direction)
            .withStreams(streams);
    Pair pair = run(parameters);
    assertSame(pair);
    for (StreamReport stream : pair.client().streams()) {
      long lost = stream.received().orElseThrow().datagrams().orElseThrow().lost();
      assertThat(stream.sent().orElseThrow().bytes())
          .isEqualTo(stream.received().orElseThrow().bytes() + 1000 * lost);
    }
  }

  @Test
  void timeIsMeasuredInIntervals() throws Exception {
    Parameters parameters = Parameters.of(Protocol.TCP).withAmount(Amount.ofSeconds(1));
    long began = System.nanoTime();
    Pair pair = run(parameters);
    double passed = (System.nanoTime() - began) / 1e9;
    assertSame(pair);
    assertThat(pair.client().streams().getFirst().local().seconds()).isBetween(1.0, passed);
  }

  @Test
  void theOmittedTimeIsLeftOut() throws Exception {
    Parameters parameters =
        Parameters.of(Protocol.TCP)
            .withAmount(Amount.ofBytes(1_000_000).withOmitSeconds(1))
            .withPace(Pace.of(40_000_000))
            .withBlockBytes(10_000);
    Pair pair = run(parameters);
    assertThat(pair.client().error()).isEmpty();
    assertThat(pair.client().intervals().getFirst().streams().getFirst().sample().omitted())
        .isTrue();
    assertThat(pair.client().sent().orElseThrow().bytes()).isBetween(1_000_000L, 1_020_000L);
  }

  @Test
  void whatIsNotMeasuredTheDefaultWayIsSaid() throws Exception {
    Parameters tcp = Parameters.of(Protocol.TCP).withAmount(Amount.ofBytes(1_000_000));
    Pair usual = run(tcp);
    assertThat(usual.client().notes()).isEmpty();
    assertThat(usual.server().notes()).isEmpty();
    Pair fast = run(tcp.withPayload(new PayloadSettings(false, 1, true)));
    assertThat(fast.client().notes()).singleElement().asString().contains("sendfile");
    assertThat(fast.server().notes()).singleElement().asString().contains("MSG_TRUNC");
    Parameters udp =
        Parameters.of(Protocol.UDP)
            .withAmount(Amount.ofBlocks(100))
            .withUdp(new UdpSettings(false, true, 0, 0, true, 0));
    Pair bunches = run(udp.withBlockBytes(1000));
    assertThat(bunches.client().notes())
        .singleElement()
        .asString()
        .contains("datagrams left with one send");
    assertThat(bunches.server().notes()).singleElement().asString().contains("UDP_GRO");
  }

  /** Larger than the MTU of loopback. */
  @Test
  void whatTheKernelDoesNotDoIsSaid() throws Exception {
    Parameters udp =
        Parameters.of(Protocol.UDP)
            .withAmount(Amount.ofBlocks(10))
            .withPace(Pace.of(10_000_000))
            .withBlockBytes(65_507)
            .withUdp(new UdpSettings(false, true, 0, 0, false, 0));
    Pair pair = run(udp);
    assertThat(pair.client().error()).isEmpty();
    assertThat(pair.client().notes()).singleElement().asString().contains("one by one");
  }

  @Test
  void nobodyListens() {
    int port;
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0))) {
      port = server.port();
    }
    try (Client client = new Client(ClientOptions.to("127.0.0.1").withPort(port))) {
      assertThatThrownBy(client::run)
          .isInstanceOfSatisfying(
              LinerateException.class,
              e -> assertThat(e.kind()).isEqualTo(LinerateException.Kind.ENVIRONMENT))
          .hasMessageContaining("no server listens at 127.0.0.1");
    }
  }

  private static void assertSame(Pair pair) {
    assertThat(pair.client().error()).isEmpty();
    assertThat(pair.server().error()).isEmpty();
    List<StreamReport> here = pair.client().streams();
    List<StreamReport> there = pair.server().streams();
    assertThat(there).hasSameSizeAs(here);
    assertThat(pair.client().received().orElseThrow().bytes()).isPositive();
    for (int i = 0; i < here.size(); i++) {
      assertThat(here.get(i).peer().orElseThrow().bytes()).isEqualTo(there.get(i).local().bytes());
      assertThat(there.get(i).peer().orElseThrow().bytes()).isEqualTo(here.get(i).local().bytes());
      assertThat(here.get(i).info().local()).isEqualTo(there.get(i).info().remote());
      assertThat(here.get(i).info().sender()).isEqualTo(!there.get(i).info().sender());
    }
  }

  private record Pair(TestReport client, TestReport server) {}

  private static Pair run(Parameters parameters) throws InterruptedException {
    Keeper keeper = new Keeper();
    try (Server server = Server.start(ServerOptions.DEFAULT.withPort(0), () -> keeper);
        Client client =
            new Client(
                ClientOptions.to("127.0.0.1").withPort(server.port()).withParameters(parameters))) {
      TestReport report = client.run();
      return new Pair(report, keeper.report());
    }
  }
}
