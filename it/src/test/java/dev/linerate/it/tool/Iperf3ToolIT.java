package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.linerate.host.Await;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.Support;
import dev.linerate.host.Task;
import dev.linerate.it.Requirements;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.tool.InterruptedMeasurement;
import dev.linerate.tool.Iperf3Tool;
import dev.linerate.tool.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real iperf3 between two real namespaces, one second a trial. */
class Iperf3ToolIT {
  private static Optional<TwoNamespaces> namespaces = Optional.empty();
  private static Host host;

  private final Iperf3Tool tool = new Iperf3Tool();
  private final List<Double> live = new ArrayList<>();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns", "iperf3");
    host = new LocalHost(state, Map.of());
    namespaces = Optional.of(new TwoNamespaces(host));
  }

  @AfterAll
  static void tearDown() {
    namespaces.ifPresent(TwoNamespaces::close);
  }

  @AfterEach
  void nothingIsLeftRunning() {
    for (Endpoint end : List.of(client(), server())) {
      String name = Path.of(end.netns().path()).getFileName().toString();
      assertThat(host.require("ip", "netns", "pids", name)).as(end.label()).isBlank();
    }
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
        Duration.ofSeconds(1),
        Duration.ofSeconds(omitSeconds),
        Duration.ofMillis(250));
  }

  private Totals measured(Flow flow) {
    Measurement measurement = tool.measure(client(), server(), flow, live::add);
    assertThat(measurement.failure()).isEmpty();
    assertThat(measurement.intervals())
        .extracting(i -> i.side())
        .contains(Side.SENDER, Side.RECEIVER);
    return measurement.totals().orElseThrow();
  }

  @Test
  void checkAcceptsThisMachine() {
    assertThat(tool.check(host, flow(Protocol.TCP, Direction.BIDIR, 1, 0))).isEqualTo(Support.YES);
  }

  @Test
  void tcpForwardAfterAnOmittedSecond() {
    Totals totals = measured(flow(Protocol.TCP, Direction.FORWARD, 1, 1));

    assertThat(totals.bitsPerSecond()).isCloseTo(20e6, within(6e6));
    assertThat(totals.seconds()).isCloseTo(1.0, within(0.3));
    assertThat(totals.retransmits()).isPresent();
    assertThat(live).isNotEmpty().anyMatch(rate -> rate > 5e6);
  }

  @Test
  void udpReverseWithTwoStreams() {
    Totals totals = measured(flow(Protocol.UDP, Direction.REVERSE, 2, 0));

    assertThat(totals.bitsPerSecond()).isCloseTo(40e6, within(12e6));
    assertThat(totals.packets().orElseThrow()).isPositive();
    assertThat(totals.jitterMillis()).isPresent();
    assertThat(live).anyMatch(rate -> rate > 10e6);
  }

  @Test
  void tcpBothWays() {
    assertThat(measured(flow(Protocol.TCP, Direction.BIDIR, 1, 0)).bitsPerSecond())
        .isCloseTo(40e6, within(12e6));
  }

  @Test
  void aTakenPortIsSkippedOrSaid() {
    try (Task other = host.start(server().command("iperf3", "-s", "-p", "5201"))) {
      assertThat(
              Await.until(
                  Duration.ofSeconds(5),
                  () -> host.run(server().command("ss", "-Hltn")).out().contains(":5201")))
          .isTrue();
      Iperf3Tool fixed = new Iperf3Tool(OptionalInt.of(5201));
      assertThatThrownBy(() ->
              fixed.measure(
                  client(), server(), flow(Protocol.TCP, Direction.FORWARD, 1, 0), live::add))
          .hasMessageStartingWith("port 5201 is taken in container b");

      Measurement measurement =
          tool.measure(client(), server(), flow(Protocol.TCP, Direction.FORWARD, 1, 0), live::add);

      assertThat(measurement.failure()).isEmpty();
      assertThat(measurement.commands()).allMatch(c -> c.contains("-p 5202"));
      other.stop(Duration.ofSeconds(1));
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
    trial.join(Duration.ofSeconds(20));

    assertThat(thrown.get()).isInstanceOf(InterruptedMeasurement.class);
    assertThat(((InterruptedMeasurement) thrown.get()).partial().intervals())
        .extracting(i -> i.side())
        .contains(Side.SENDER, Side.RECEIVER);
  }

  @Test
  void aHoleForLargePacketsIsNamed() {
    Flow flow = PacedFlow.withLength(flow(Protocol.UDP, Direction.FORWARD, 1, 0), 1400);
    namespaces.orElseThrow().limitRightMtu(600);
    try {
      Measurement measurement = tool.measure(client(), server(), flow, live::add);
      assertThat(measurement.failure().orElseThrow()).startsWith("no data arrived");
    } finally {
      namespaces.orElseThrow().limitRightMtu(1500);
    }
  }
}
