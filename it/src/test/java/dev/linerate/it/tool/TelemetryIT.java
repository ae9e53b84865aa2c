package dev.linerate.it.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.it.Requirements;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.InterfaceSeries;
import dev.linerate.telemetry.NamespacePlace;
import dev.linerate.telemetry.NamespaceSeries;
import dev.linerate.telemetry.SoftnetSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.TelemetrySampler;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.End;
import dev.linerate.tool.Iperf3Tool;
import dev.linerate.tool.Measurement;
import dev.linerate.tool.TrafficTool;
import dev.linerate.tool.TrafficWorker;
import dev.linerate.tool.TrialObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sampler sees of real traffic between two real namespaces. */
class TelemetryIT {
  private static Optional<TwoNamespaces> namespaces = Optional.empty();

  @BeforeAll
  static void setUp(@TempDir Path state) {
    Requirements.need("netns");
    Host host = new LocalHost(state, Map.of());
    namespaces = Optional.of(new TwoNamespaces(host));
  }

  @AfterAll
  static void tearDown() {
    namespaces.ifPresent(TwoNamespaces::close);
  }

  private record Watched(Measurement measurement, Telemetry telemetry) {
    long bytes() {
      return measurement.totals().orElseThrow().bytesReceived();
    }

    InterfaceSeries eth0(int namespace) {
      return telemetry.namespaces().get(namespace).networkInterface("eth0").orElseThrow();
    }
  }

  private static Watched watched(TrafficTool tool, Flow flow) throws InterruptedException {
    Endpoint client = namespaces.orElseThrow().client();
    Endpoint server = namespaces.orElseThrow().server();
    try (TelemetrySampler sampler =
        TelemetrySampler.start(
            20,
            List.of(
                place(client, dev.linerate.telemetry.End.CLIENT),
                place(server, dev.linerate.telemetry.End.SERVER)))) {
      assertThat(sampler.awaitReady(Duration.ofSeconds(20))).isTrue();
      Measurement measurement = tool.measure(client, server, flow, observer(sampler));
      assertThat(measurement.failure()).isEmpty();
      return new Watched(measurement, sampler.end().orElseThrow());
    }
  }

  private static NamespacePlace place(Endpoint endpoint, dev.linerate.telemetry.End end) {
    return new NamespacePlace(
        endpoint.label(), List.of(end), Path.of(endpoint.netns().path()), Map.of());
  }

  private static TrialObserver observer(TelemetrySampler sampler) {
    return new TrialObserver() {
      @Override
      public void rate(double bitsPerSecond) {}

      @Override
      public void began(long nanoTime) {
        sampler.begin(nanoTime);
      }

      @Override
      public void works(TrafficWorker worker) {
        watch(sampler, worker);
      }
    };
  }

  private static void watch(TelemetrySampler sampler, TrafficWorker worker) {
    dev.linerate.telemetry.End end =
        worker.end() == End.CLIENT
            ? dev.linerate.telemetry.End.CLIENT
            : dev.linerate.telemetry.End.SERVER;
    Work work = worker.sends() ? Work.SENDS : Work.RECEIVES;
    if (worker.tid().isPresent()) {
      sampler.watch(new Worker(end, work, worker.stream(), worker.pid(), worker.tid().getAsLong()));
    } else {
      sampler.watchProcess(end, work, worker.pid());
    }
  }

  private static long sum(Column column) {
    return column.sum().orElseThrow();
  }

  @Test
  void builtinTcp() throws InterruptedException {
    Flow flow = Flow.of(Protocol.TCP, Duration.ofMillis(900)).withStreams(2);
    Watched watched = watched(new BuiltinTool(), flow);
    Telemetry telemetry = watched.telemetry();

    assertThat(telemetry.samples()).isGreaterThan(3);
    assertThat(telemetry.time().start(0)).isBetween(-0.1, 0.5);
    assertThat(telemetry.cores())
        .hasSize(Runtime.getRuntime().availableProcessors())
        .anySatisfy(core ->
            assertThat(core.time().busy(0, telemetry.samples()).orElseThrow()).isGreaterThan(0.1));
    assertThat(telemetry.threads())
        .hasSize(4)
        .allSatisfy(thread -> {
          assertThat(sum(thread.cpuMicros())).isPositive();
          assertThat(thread.core().max().orElseThrow()).isLessThan(telemetry.cores().size());
          assertThat(thread.worker().pid()).isEqualTo(ProcessHandle.current().pid());
        })
        .extracting(thread -> thread.worker().stream().orElseThrow())
        .containsExactlyInAnyOrder(0, 0, 1, 1);
    assertThat(telemetry.threads())
        .extracting(ThreadSeries::worker)
        .extracting(Worker::work)
        .containsExactlyInAnyOrder(Work.SENDS, Work.SENDS, Work.RECEIVES, Work.RECEIVES);
    assertThat(
            telemetry.cores().stream()
                .map(CoreSeries::softnet)
                .flatMap(Optional::stream)
                .map(SoftnetSeries::processed)
                .mapToLong(TelemetryIT::sum)
                .sum())
        .isPositive();
    bytesMatch(watched);
    counters(telemetry.namespaces().getFirst());
  }

  /** Headers come on top; the first sample begins up to some milliseconds after the first byte. */
  private static void bytesMatch(Watched watched) {
    long sent = sum(watched.eth0(0).sentBytes());
    long received = sum(watched.eth0(1).receivedBytes());
    assertThat((double) sent).isBetween(watched.bytes() * 0.7, watched.bytes() * 1.1);
    assertThat((double) received).isBetween(watched.bytes() * 0.7, watched.bytes() * 1.1);
  }

  private static void counters(NamespaceSeries client) {
    assertThat(client.ends()).containsExactly(dev.linerate.telemetry.End.CLIENT);
    assertThat(sum(client.counter("TcpOutSegs").orElseThrow())).isPositive();
    assertThat(client.counter("TcpExtTCPTimeouts")).isPresent();
    assertThat(client.counter("NoSuchCounter")).isEmpty();
  }

  @Test
  void iperf3Tcp() throws InterruptedException {
    Requirements.need("iperf3");
    Watched watched = watched(new Iperf3Tool(), Flow.of(Protocol.TCP, Duration.ofSeconds(1)));
    assertThat(watched.telemetry().threads())
        .extracting(thread -> thread.worker().end())
        .contains(dev.linerate.telemetry.End.CLIENT, dev.linerate.telemetry.End.SERVER);
    assertThat(watched.telemetry().threads())
        .anySatisfy(thread -> assertThat(sum(thread.cpuMicros())).isGreaterThan(10_000));
    bytesMatch(watched);
  }
}
