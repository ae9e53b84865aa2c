package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.it.Requirements;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.Measurement;
import dev.linerate.unit.Mtu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine between two real namespaces, entered by threads of this process. */
class BuiltinToolIT {
  private static Optional<TwoNamespaces> namespaces = Optional.empty();
  private static Host host;

  private final BuiltinTool tool = new BuiltinTool();
  private final List<Double> live = new ArrayList<>();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns");
    host = new LocalHost(state, Map.of());
    namespaces = Optional.of(new TwoNamespaces(host));
  }

  @AfterAll
  static void tearDown() {
    namespaces.ifPresent(TwoNamespaces::close);
  }

  @AfterEach
  void noThreadIsLeftInANamespace() {
    ThreadsElsewhere.none();
  }

  private static Endpoint client() {
    return namespaces.orElseThrow().client();
  }

  private static Endpoint server() {
    return namespaces.orElseThrow().server();
  }

  private static Flow flow(Protocol protocol, Direction direction, int streams, int omitSeconds) {
    return PacedFlow.of(
        protocol,
        direction,
        streams,
        Duration.ofMillis(600),
        Duration.ofSeconds(omitSeconds),
        Duration.ofMillis(200));
  }

  private Measurement measured(Flow flow) {
    Measurement measurement = tool.measure(client(), server(), flow, live::add);
    assertThat(measurement.failure()).isEmpty();
    assertThat(measurement.intervals())
        .extracting(Interval::side)
        .contains(Side.SENDER, Side.RECEIVER);
    return measurement;
  }

  private Totals totals(Flow flow) {
    return measured(flow).totals().orElseThrow();
  }

  @Test
  void checkAcceptsThisMachine() {
    assertThat(tool.check(host, flow(Protocol.TCP, Direction.BIDIR, 1, 0))).isEqualTo(Support.YES);
  }

  @Test
  void tcpForwardAfterAnOmittedSecond() {
    Measurement measurement = measured(flow(Protocol.TCP, Direction.FORWARD, 1, 1));
    Totals totals = measurement.totals().orElseThrow();

    assertThat(totals.bitsPerSecond()).isCloseTo(20e6, within(6e6));
    assertThat(totals.seconds()).isCloseTo(0.6, within(0.3));
    assertThat(totals.retransmits()).isPresent();
    assertThat(measurement.intervals())
        .filteredOn(i -> i.side() == Side.SENDER)
        .allSatisfy(i -> {
          assertThat(i.congestionWindow().orElse(0)).isPositive();
          assertThat(i.rttMicros().orElse(0)).isPositive();
        })
        .extracting(Interval::omitted)
        .contains(true, false);
    assertThat(live).isNotEmpty().anyMatch(rate -> rate > 5e6);
  }

  @Test
  void udpReverseWithTwoStreams() {
    Totals totals = totals(flow(Protocol.UDP, Direction.REVERSE, 2, 0));

    assertThat(totals.bitsPerSecond()).isCloseTo(40e6, within(12e6));
    assertThat(totals.packets().orElseThrow()).isPositive();
    assertThat(totals.jitterMillis()).isPresent();
  }

  @Test
  void tcpBothWays() {
    assertThat(totals(flow(Protocol.TCP, Direction.BIDIR, 1, 0)).bitsPerSecond())
        .isCloseTo(40e6, within(12e6));
  }

  @Test
  void lossOnTheWayIsCounted() {
    namespaces.orElseThrow().limitLeftRate("5mbit");
    try {
      Totals totals = totals(flow(Protocol.UDP, Direction.FORWARD, 1, 0));
      assertThat(totals.lost().orElseThrow()).isPositive();
      assertThat(totals.packets().orElseThrow()).isGreaterThan(totals.lost().orElseThrow());
      assertThat(totals.bitsPerSecond()).isLessThan(10e6);
    } finally {
      namespaces.orElseThrow().unlimitLeftRate();
    }
  }

  @Test
  void interruptionLeavesNothingAndKeepsTheIntervals() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("not thrown"));
    Flow longFlow = flow(Protocol.TCP, Direction.FORWARD, 1, 0).withDuration(Duration.ofMinutes(1));
    Thread trial =
        new Thread(() ->
            thrown.set(
                catchThrowable(() ->
                    tool.measure(
                        client(),
                        server(),
                        longFlow,
                        rate -> {
                          live.add(rate);
                          if (live.size() == 4) {
                            Thread.currentThread().interrupt();
                          }
                        }))));
    trial.start();
    assertThat(trial.join(Duration.ofSeconds(20))).isTrue();

    assertThat(thrown.get()).isInstanceOf(InterruptedMeasurement.class);
    assertThat(((InterruptedMeasurement) thrown.get()).partial().intervals())
        .extracting(Interval::side)
        .contains(Side.SENDER, Side.RECEIVER);
  }

  @Test
  void aNamespaceThatIsNotThereIsSaid() {
    Endpoint gone =
        new Endpoint(
            host, NetNs.named("lr-none"), "container c", "eth0", "198.18.9.1", new Mtu(1500));
    assertThatThrownBy(() ->
            tool.measure(gone, server(), flow(Protocol.TCP, Direction.FORWARD, 1, 0), live::add))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("cannot enter the network namespace /run/netns/lr-none");
  }

  @Test
  void aHoleForLargePacketsIsNamed() {
    namespaces.orElseThrow().limitRightMtu(600);
    try {
      Measurement measurement =
          tool.measure(
              client(),
              server(),
              PacedFlow.withLength(flow(Protocol.UDP, Direction.FORWARD, 1, 0), 1400),
              live::add);
      assertThat(measurement.failure().orElseThrow()).contains("no data arrived");
    } finally {
      namespaces.orElseThrow().limitRightMtu(1500);
    }
  }
}
