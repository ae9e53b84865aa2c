package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.Interval;
import dev.linerate.result.Search;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real traffic over the loopback interface; namespaces are only noted, not entered. */
@Isolated("looks at the threads of the whole program")
class BuiltinToolTest {
  private final FakeHost host = new FakeHost(new AtomicLong()).withoutIperf3();
  private final Endpoint client = endpoint("container a", "/run/netns/a");
  private final Endpoint server = endpoint("container b", "/run/netns/b");
  private final List<String> entered = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> live = new ArrayList<>();
  private final BuiltinTool tool = tool(OptionalInt.empty());

  private BuiltinTool tool(OptionalInt port) {
    return new BuiltinTool(port, namespace -> entered.add(namespace.path()), Duration.ZERO);
  }

  private Endpoint endpoint(String label, String namespace) {
    return new Endpoint(host, new NetNs(namespace), label, "lo", "127.0.0.1", new Mtu(1500));
  }

  private static Flow flow(Protocol protocol, Direction direction, int streams) {
    Flow some = Flow.of(protocol, Duration.ofMillis(300));
    return new Flow(
        protocol,
        direction,
        streams,
        Rate.of(BitRate.parse("20M")),
        Optional.of(new ByteCount(1000)),
        some.window(),
        some.mss(),
        some.congestion(),
        false,
        some.duration(),
        some.omit(),
        Duration.ofMillis(100));
  }

  private Measurement measure(Flow flow) {
    return tool.measure(client, server, flow, live::add);
  }

  @Test
  void theFirstTrialOfAProtocolIsThrownAway() {
    BuiltinTool cold =
        new BuiltinTool(
            OptionalInt.empty(),
            namespace -> entered.add(namespace.path()),
            Duration.ofMillis(100));
    Flow flow = flow(Protocol.TCP, Direction.FORWARD, 1);
    Measurement measured = cold.measure(client, server, flow, live::add);
    assertThat(entered).hasSize(4);
    assertThat(measured.totals().orElseThrow().seconds()).isGreaterThan(0.25);
    cold.measure(client, server, flow, live::add);
    assertThat(entered).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, FORWARD, 1",
    "TCP, REVERSE, 2",
    "TCP, BIDIR, 1",
    "UDP, FORWARD, 2",
    "UDP, REVERSE, 1"
  })
  void whatWasSentArrives(Protocol protocol, Direction direction, int streams) {
    Measurement measured = measure(flow(protocol, direction, streams));

    assertThat(measured.failure()).isEmpty();
    Totals totals = measured.totals().orElseThrow();
    assertThat(totals.bytesReceived()).isPositive().isLessThanOrEqualTo(totals.bytesSent());
    assertThat(totals.seconds()).isPositive().isLessThan(5);
    assertThat(totals.senderCpuPercent()).isPresent();
    assertThat(totals.receiverCpuPercent()).isPresent();
    assertThat(measured.version()).startsWith("linerate ");
    int all = direction == Direction.BIDIR ? 2 * streams : streams;
    assertThat(measured.intervals())
        .filteredOn(i -> i.side() == Side.RECEIVER)
        .extracting(Interval::stream)
        .contains(0, all - 1)
        .allMatch(stream -> stream < all);
    assertThat(measured.intervals().stream().map(Interval::reverse).distinct())
        .containsExactlyInAnyOrderElementsOf(
            switch (direction) {
              case FORWARD -> List.of(false);
              case REVERSE -> List.of(true);
              case BIDIR -> List.of(false, true);
            });
    assertThat(live).isNotEmpty().allMatch(rate -> rate >= 0).anyMatch(rate -> rate > 1e6);
  }

  @Test
  void aSearchKeepsItsTests() {
    Flow flow =
        flow(Protocol.UDP, Direction.FORWARD, 1)
            .withRate(new Rate.Search(0.1))
            .withDuration(Duration.ofMillis(100));
    Measurement measured = measure(flow);

    Search search = measured.search().orElseThrow();
    assertThat(measured.intervals()).hasSize(2 * search.tests());
    assertThat(measured.totals().isPresent()).isEqualTo(measured.failure().isEmpty());
    measured
        .totals()
        .ifPresent(totals -> {
          double lower = search.lower().orElseThrow().bitsPerSecond();
          // a tenth may be lost, and a sender is on time when it ends 3.1 ms late
          assertThat(totals.bitsPerSecond()).isBetween(0.85 * lower, 1.05 * lower);
          assertThat(measured.intervals())
              .filteredOn(i -> i.side() == Side.RECEIVER && !i.omitted())
              .extracting(Interval::bytes)
              .satisfies(bytes ->
                  assertThat(bytes.stream().mapToLong(b -> b).sum())
                      .isEqualTo(totals.bytesReceived()));
        });
    assertThat(measured.commands().getFirst())
        .matches("linerate server --netns /run/netns/b -B 127.0.0.1 -p \\d+");
    assertThat(measured.commands().getLast())
        .contains("-t 0.1 -u --rate search --loss-ratio 0.1 -l 1000 --search-trials 1");
    assertThat(live).hasSizeGreaterThan(0);
  }

  @Test
  void aSearchIsOneOfUdpInOneDirection() {
    Flow wrong = flow(Protocol.TCP, Direction.BIDIR, 1).withRate(Rate.Search.DEFAULT);
    assertThat(tool.check(host, wrong).reasons()).hasSize(2);
  }

  @Test
  void sendersTellWhatTheKernelKnowsOfTheirConnection() {
    Measurement measured = measure(flow(Protocol.TCP, Direction.FORWARD, 1));

    assertThat(measured.intervals())
        .filteredOn(i -> i.side() == Side.SENDER)
        .isNotEmpty()
        .allSatisfy(i -> {
          assertThat(i.retransmits()).isPresent();
          assertThat(i.congestionWindow().orElse(0)).isPositive();
          assertThat(i.rttMicros().orElse(0)).isPositive();
          assertThat(i.rttVarianceMicros()).isPresent();
          assertThat(i.lost()).isEmpty();
        });
    assertThat(measured.intervals())
        .filteredOn(i -> i.side() == Side.RECEIVER)
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.retransmits()).isEmpty());
    assertThat(measured.totals().orElseThrow().retransmits()).isPresent();
    assertThat(measured.totals().orElseThrow().lost()).isEmpty();
  }

  @Test
  void receiversCountDatagrams() {
    Measurement measured = measure(flow(Protocol.UDP, Direction.FORWARD, 1));

    Totals totals = measured.totals().orElseThrow();
    assertThat(totals.lost()).isPresent();
    assertThat(totals.outOfOrder()).isPresent();
    assertThat(totals.jitterMillis()).isPresent();
    assertThat(totals.retransmits()).isEmpty();
    long arrived = totals.packets().orElseThrow() - totals.lost().orElseThrow();
    assertThat(arrived * 1000).isEqualTo(totals.bytesReceived());
  }

  @Test
  void theCommandsDoTheSameByHand() {
    Measurement measured = measure(flow(Protocol.UDP, Direction.REVERSE, 2));

    assertThat(measured.commands()).hasSize(2);
    assertThat(measured.commands().getFirst())
        .matches("linerate server --netns /run/netns/b -B 127.0.0.1 -p \\d+ -1 -i 0.1");
    assertThat(measured.commands().getLast())
        .matches(
            "linerate client 127.0.0.1 --netns /run/netns/a -p \\d+ -t 0.3 -u -b 20000000 -P 2 -R"
                + " -l 1000 -i 0.1");
  }

  @Test
  void aPinnedEndIsToldSoByHandToo() {
    Measurement measured =
        tool.measure(
            client.on(0), server.on(0), flow(Protocol.TCP, Direction.FORWARD, 1), live::add);

    assertThat(measured.failure()).isEmpty();
    assertThat(measured.commands()).hasSize(2).allMatch(command -> command.contains(" -A 0 "));
  }

  @Test
  void aCoreThatIsNotToBeUsedFailsTheTrial() {
    Measurement measured =
        tool.measure(client.on(8191), server, flow(Protocol.TCP, Direction.FORWARD, 1), live::add);

    assertThat(measured.failure().orElseThrow()).contains("sched_setaffinity");
  }

  @Test
  void aFixedPortIsUsedOrSaidToBeTaken() throws Exception {
    int port;
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = other.getLocalPort();
      assertThatThrownBy(() ->
              tool(OptionalInt.of(port))
                  .measure(client, server, flow(Protocol.TCP, Direction.FORWARD, 1), live::add))
          .isInstanceOf(LinerateException.class)
          .hasMessage("server in container b: port " + port + " is in use here");
    }
    Measurement measured =
        tool(OptionalInt.of(port))
            .measure(client, server, flow(Protocol.TCP, Direction.FORWARD, 1), live::add);
    assertThat(measured.failure()).isEmpty();
    assertThat(measured.commands()).allMatch(command -> command.contains("-p " + port + " "));
  }

  @Test
  void anInterruptKeepsWhatWasMeasuredAndEndsBothEnds() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("not thrown"));
    AtomicReference<Boolean> stillSet = new AtomicReference<>(true);
    Flow longFlow = flow(Protocol.TCP, Direction.FORWARD, 1).withDuration(Duration.ofMinutes(10));
    Thread trial =
        new Thread(() -> {
          thrown.set(
              catchThrowable(() ->
                  tool.measure(
                      client,
                      server,
                      longFlow,
                      rate -> {
                        live.add(rate);
                        if (live.size() == 2) {
                          Thread.currentThread().interrupt();
                        }
                      })));
          stillSet.set(Thread.currentThread().isInterrupted());
        });
    trial.start();
    assertThat(trial.join(Duration.ofSeconds(20))).isTrue();

    assertThat(thrown.get()).isInstanceOf(InterruptedMeasurement.class);
    Measurement partial = ((InterruptedMeasurement) thrown.get()).partial();
    assertThat(partial.failure()).contains("interrupted");
    assertThat(partial.totals()).isEmpty();
    assertThat(partial.commands()).hasSize(2);
    assertThat(partial.intervals()).extracting(Interval::side).contains(Side.SENDER, Side.RECEIVER);
    assertThat(stillSet.get()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("iperf-"));
  }

  @Test
  void aNamespaceThatCannotBeEnteredIsSaid() {
    BuiltinTool barred =
        new BuiltinTool(
            OptionalInt.empty(),
            namespace -> {
              if (namespace.equals(client.netns())) {
                throw LinerateException.environment("cannot enter " + namespace.path(), "sudo");
              }
            },
            Duration.ZERO);
    assertThatThrownBy(() ->
            barred.measure(client, server, flow(Protocol.TCP, Direction.FORWARD, 1), live::add))
        .isInstanceOf(LinerateException.class)
        .hasMessage("cannot enter /run/netns/a");
  }

  @Test
  void checkListsEveryReasonAndStartsNothing() {
    Flow some = flow(Protocol.TCP, Direction.FORWARD, 1);
    host.file("/proc/sys/net/ipv4/tcp_available_congestion_control", () -> "reno cubic\n");
    Flow wrong =
        new Flow(
            Protocol.TCP,
            Direction.FORWARD,
            129,
            some.rate(),
            Optional.of(new ByteCount(2 << 20)),
            Optional.of(new ByteCount(1L << 30)),
            OptionalInt.of(10_000),
            Optional.of("bbr"),
            false,
            Duration.ofMillis(50),
            Duration.ofMillis(1500),
            some.interval());

    assertThat(tool.check(host, some)).isEqualTo(Support.YES);
    assertThat(tool.check(host, wrong).reasons())
        .extracting(Support.Reason::cause)
        .containsExactly(
            "50ms is too short for a sample",
            "both ends omit whole seconds, not 1500ms",
            "the number of streams, 129, is outside what the built-in tool takes",
            "the length of a write, 2097152, is outside what the built-in tool takes",
            "the MSS, 10000, is outside what the built-in tool takes",
            "the window, 1073741824, is outside what the built-in tool takes",
            "the kernel of h1 has no congestion control bbr, only reno cubic");
    assertThat(tool.check(host, wrong).reasons())
        .extracting(Support.Reason::remedy)
        .doesNotContain("");
    assertThat(entered).isEmpty();
  }

  @Test
  void itsNameIsThePlans() {
    assertThat(tool.name()).isEqualTo("builtin");
  }
}
