package dev.linerate.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class Iperf3ToolTest {
  private static final Flow TCP = Flow.of(Protocol.TCP, Duration.ofSeconds(2));
  private static final String PORT_TAKEN = Fixture.text("iperf3-3.12-port-taken-server.json");

  private final AtomicLong nanos = new AtomicLong(1_000_000);
  private final FakeHost host = new FakeHost(nanos);
  private final Iperf3Tool tool = new Iperf3Tool(OptionalInt.empty(), nanos::get);
  private final List<Double> live = new ArrayList<>();
  private final Endpoint client = endpoint("h1 container a", "lr-a", "10.0.0.1");
  private final Endpoint server = endpoint("h1 container b", "lr-b", "10.0.0.2");

  private Endpoint endpoint(String label, String netns, String address) {
    return new Endpoint(host, NetNs.named(netns), label, "eth0", address, new Mtu(1500));
  }

  private Measurement measure(Flow flow) {
    return tool.measure(client, server, flow, live::add);
  }

  private static String text(String name) {
    return Fixture.text("iperf3-" + name);
  }

  private static Flow flow(Direction direction) {
    return new Flow(
        Protocol.TCP,
        direction,
        1,
        TCP.rate(),
        TCP.length(),
        TCP.window(),
        TCP.mss(),
        TCP.congestion(),
        false,
        TCP.duration(),
        TCP.omit(),
        TCP.interval());
  }

  private FakeHost goodTrial(int port) {
    return host.nextListens(port, s -> s.endsAfter(2.1, text("3.12-tcp-server.json")))
        .next(c -> c.endsAfter(2.05, text("3.12-tcp-client.json")));
  }

  private void assertNothingRuns() {
    assertThat(host.tasks()).isNotEmpty().noneMatch(FakeTask::alive);
  }

  @Test
  void measuresWithBothReportsAndTellsTheExactCommands() {
    goodTrial(5201);

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure()).isEmpty();
    assertThat(measurement.totals().orElseThrow().bytesReceived()).isEqualTo(12_582_912);
    assertThat(measurement.intervals())
        .extracting(Interval::side)
        .contains(Side.SENDER, Side.RECEIVER);
    assertThat(measurement.version()).isEqualTo("iperf 3.12");
    assertThat(measurement.commands())
        .containsExactly(
            "nsenter --net=/run/netns/lr-b -- iperf3 -s -1 -B 10.0.0.2 -p 5201 -i 0.5 -J",
            "nsenter --net=/run/netns/lr-a -- iperf3 -c 10.0.0.2 -p 5201 --connect-timeout 5000 -t 2 -i 0.5 -J");
    assertNothingRuns();
    assertThat(host.tasks()).allMatch(t -> t.stops().isEmpty());
  }

  @Test
  void aPinnedEndIsStartedOnItsCore() {
    goodTrial(5201);

    Measurement measurement = tool.measure(client.on(3), server.on(12), TCP, live::add);

    assertThat(measurement.commands().getFirst())
        .startsWith("nsenter --net=/run/netns/lr-b -- taskset -c 12 iperf3 -s -1 ");
    assertThat(measurement.commands().getLast())
        .startsWith("nsenter --net=/run/netns/lr-a -- taskset -c 3 iperf3 -c 10.0.0.2 ");
  }

  @Test
  void aPortIsGivenBackAfterTheTrial() {
    goodTrial(5201)
        .nextListens(5201, s -> s.endsAfter(2, text("3.12-tcp-server.json")))
        .next(c -> c.endsAfter(2, text("3.12-tcp-client.json")));

    measure(TCP);
    Measurement second = measure(TCP);

    assertThat(second.commands().getFirst()).contains("-p 5201");
  }

  @Test
  void aPortInUseInTheNamespaceIsSkipped() {
    host.portInUse(5201).portInUse(5202);
    goodTrial(5203);

    Measurement measurement = measure(TCP);

    assertThat(measurement.commands()).hasSize(2).allMatch(c -> c.contains("-p 5203"));
    assertThat(host.ran().getLast().text())
        .isEqualTo("nsenter --net=/run/netns/lr-b -- cat /proc/net/tcp /proc/net/tcp6");
  }

  @Test
  void aPortTakenAtTheLastMomentLeadsToTheNext() {
    host.next(s -> s.endsAfter(0, PORT_TAKEN));
    goodTrial(5202);

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure()).isEmpty();
    assertThat(measurement.commands()).hasSize(2).allMatch(c -> c.contains("-p 5202"));
  }

  @Test
  void twentyTakenPortsAreEnough() {
    for (int i = 0; i < 20; i++) {
      host.next(s -> s.endsAfter(0, PORT_TAKEN));
    }

    assertThatThrownBy(() -> measure(TCP))
        .isInstanceOf(LinerateException.class)
        .hasMessage("20 ports from 5201 are taken in h1 container b (/run/netns/lr-b)");
    assertThat(host.tasks()).hasSize(20);
    goodTrialAfterwardsStartsAt5201();
  }

  private void goodTrialAfterwardsStartsAt5201() {
    FakeHost other = new FakeHost(nanos);
    other
        .nextListens(5201, s -> s.endsAfter(2, text("3.12-tcp-server.json")))
        .next(c -> c.endsAfter(2, text("3.12-tcp-client.json")));
    Endpoint there = new Endpoint(other, NetNs.named("x"), "x", "eth0", "10.0.0.9", new Mtu(1500));
    assertThat(tool.measure(there, there, TCP, live::add).commands().getFirst())
        .contains("-p 5201");
  }

  @Test
  void aFixedPortThatIsTakenIsTheUsersToFree() {
    host.portInUse(7000);
    Iperf3Tool fixed = new Iperf3Tool(OptionalInt.of(7000), nanos::get);

    LinerateException e =
        catchThrowableOfType(
            LinerateException.class, () -> fixed.measure(client, server, TCP, live::add));

    assertThat(e.kind()).isEqualTo(LinerateException.Kind.ENVIRONMENT);
    assertThat(e).hasMessage("port 7000 is taken in h1 container b (/run/netns/lr-b)");
    assertThat(e.nextStep()).contains("ss -ltnp");
    assertThat(host.tasks()).isEmpty();
  }

  @Test
  void aFixedPortTakenAtTheLastMomentIsNotReplaced() {
    host.next(s -> s.endsAfter(0, PORT_TAKEN));
    Iperf3Tool fixed = new Iperf3Tool(OptionalInt.of(5201), nanos::get);

    assertThatThrownBy(() -> fixed.measure(client, server, TCP, live::add))
        .hasMessageStartingWith("port 5201 is taken");
    assertThat(host.tasks()).hasSize(1);
  }

  @Test
  void twoTrialsAtOnceGetTwoPorts() {
    List<Measurement> inner = new ArrayList<>();
    host.nextListens(5201, s -> s.endsAfter(9, text("3.12-tcp-server.json")));
    host.next(c -> {
      inner.add(measure(TCP));
      c.endsAfter(1, text("3.12-tcp-client.json"));
    });
    host.nextListens(5202, s -> s.endsAfter(2, text("3.12-tcp-server.json")));
    host.next(c -> c.endsAfter(2, text("3.12-tcp-client.json")));

    Measurement outer = measure(TCP);

    assertThat(outer.commands().getFirst()).contains("-p 5201");
    assertThat(inner.getFirst().commands().getFirst()).contains("-p 5202");
  }

  @Test
  void aServerThatDiesIsTheFailureAndNoClientIsStarted() {
    host.next(
        s -> s.endsAfter(0, "").complains("iperf3: parameter error - bogus\n\nUsage: iperf3 …"));

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure())
        .contains("iperf3 server in h1 container b: parameter error - bogus");
    assertThat(measurement.totals()).isEmpty();
    assertThat(measurement.commands()).singleElement().asString().contains("iperf3 -s");
    assertThat(host.tasks()).hasSize(1);
  }

  @Test
  void whatListensBeforeTheServerIsInItsNamespaceIsNotTheServer() {
    AtomicInteger asked = new AtomicInteger();
    goodTrial(5201);
    host.file("/proc/100/comm", () -> asked.incrementAndGet() < 3 ? "nsenter\n" : "iperf3\n");

    assertThat(measure(TCP).failure()).isEmpty();
    assertThat(asked).hasValue(3);
  }

  @Test
  void aServerThatNeverListensIsSaid() {
    host.next(_ -> {});
    try (Iperf3Server deaf =
        new Iperf3Server(
            server,
            TCP,
            new Iperf3Version(3, 12, 0),
            Duration.ofMinutes(1),
            new PortLeases(),
            OptionalInt.empty())) {
      assertThat(deaf.listen(Duration.ZERO)).contains("did not listen on port 5201 within 0 s");
    }
    assertNothingRuns();
  }

  @Test
  void aServerIsEndedWhenItsClientCannotBeStarted() {
    host.nextListens(5201, _ -> {});
    host.next(_ -> {
      throw LinerateException.environment("cannot start nsenter", "");
    });

    assertThatThrownBy(() -> measure(TCP)).hasMessage("cannot start nsenter");
    assertThat(host.tasks().getFirst().alive()).isFalse();
  }

  @Test
  void aClientThatIsRefusedLeavesNoServer() {
    host.nextListens(
        5201,
        s -> s.lastWords("{\"start\":{},\"error\":\"interrupt - the server has terminated\"}"));
    host.next(c -> c.endsAfter(0.1, text("3.12-refused-client.json")));

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure())
        .contains(
            "iperf3 client in h1 container a: unable to connect to server: Connection refused");
    assertNothingRuns();
  }

  @Test
  void aClientThatDoesNotEndIsStoppedAndKeepsItsIntervals() {
    host.nextListens(5201, s -> s.lastWords(text("3.12-client-stopped-server.json")));
    host.next(c -> c.lastWords(text("3.12-stopped-client.json")));
    long begin = nanos.get();

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure())
        .contains(
            "the iperf3 client in h1 container a had not ended after 17 s, 15 s longer than its traffic");
    assertThat(measurement.totals()).isEmpty();
    assertThat(measurement.intervals())
        .extracting(Interval::side)
        .contains(Side.SENDER, Side.RECEIVER);
    assertThat(nanos.get() - begin)
        .isBetween(Duration.ofSeconds(17).toNanos(), Duration.ofSeconds(20).toNanos());
    assertThat(host.tasks()).allMatch(t -> t.stops().equals(List.of(Duration.ofSeconds(1))));
  }

  @Test
  void aServerThatDoesNotEndAfterItsClientIsStopped() {
    host.nextListens(5201, _ -> {});
    host.next(c -> c.endsAfter(2, text("3.12-tcp-client.json")));

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure())
        .contains("the iperf3 server in h1 container b had not ended 5 s after its client");
    assertThat(measurement.intervals()).hasSize(4);
    assertNothingRuns();
  }

  @Test
  void interruptionStopsBothAndKeepsTheIntervals() {
    host.nextListens(5201, s -> s.lastWords(text("3.12-client-stopped-server.json")));
    host.next(c -> c.interruptsAfter(1).lastWords(text("3.12-stopped-client.json")));

    InterruptedMeasurement e =
        catchThrowableOfType(InterruptedMeasurement.class, () -> measure(TCP));

    assertThat(e.partial().failure()).contains("interrupted");
    assertThat(e.partial().intervals()).hasSizeGreaterThan(2);
    assertThat(e.partial().commands()).hasSize(2);
    assertThat(host.tasks()).hasSize(2).noneMatch(FakeTask::alive);
  }

  @Test
  void nothingThatArrivedIsAFailureWithTheNextStep() {
    host.nextListens(5201, s -> s.endsAfter(2.1, text("3.1.3-udp-nothing-server.json")));
    host.next(c -> c.endsAfter(2, text("3.1.3-udp-client.json")));

    Measurement measurement = measure(Flow.of(Protocol.UDP, Duration.ofSeconds(2)));

    assertThat(measurement.failure().orElseThrow())
        .startsWith("no data arrived; 2499248 bytes were sent towards h1 container b")
        .contains("MTU");
    assertThat(measurement.totals()).isEmpty();
    assertThat(measurement.intervals()).hasSize(6);
  }

  @Test
  void aReportCutShortIsAFailure() {
    String whole = text("3.12-tcp-server.json");
    host.nextListens(5201, s -> s.endsAfter(2, whole.substring(0, whole.length() - 300)));
    host.next(c -> c.endsAfter(2, text("3.12-tcp-client.json")));

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure())
        .contains("iperf3 server in h1 container b: its report is cut short");
    assertThat(measurement.intervals()).hasSize(6);
  }

  /** 1000 bytes in and 250 out in every millisecond. */
  private String counters(String iface) {
    long millis = nanos.get() / 1_000_000;
    return "%s: %d 1 0 0 0 0 0 0 %d 1 0 0 0 0 0 0%n".formatted(iface, millis * 1000, millis * 250);
  }

  @Test
  void theLiveRateComesFromTheServersInterface() {
    goodTrial(5201).file("/proc/100/net/dev", () -> counters("eth0"));
    measure(TCP);
    assertThat(live).hasSize(10).allMatch(rate -> rate == 8e6);
  }

  @Test
  void reverseCountsWhatTheServerSends() {
    goodTrial(5201).file("/proc/100/net/dev", () -> counters("eth0"));
    measure(flow(Direction.REVERSE));
    assertThat(live).isNotEmpty().allMatch(rate -> rate == 2e6);
  }

  @Test
  void bothWaysAreAdded() {
    goodTrial(5201).file("/proc/100/net/dev", () -> counters("eth0"));
    measure(flow(Direction.BIDIR));
    assertThat(live).isNotEmpty().allMatch(rate -> rate == 10e6);
  }

  @Test
  void withinOneNamespaceTheLoopbackInterfaceCounts() {
    goodTrial(5201).file("/proc/100/net/dev", () -> counters("lo"));
    tool.measure(server, server, TCP, live::add);
    assertThat(live).isNotEmpty().allMatch(rate -> rate == 8e6);
  }

  @Test
  void withoutCountersNoRateIsTold() {
    goodTrial(5201);
    measure(TCP);
    assertThat(live).isEmpty();
  }

  @Test
  void newerReleasesTellTheirRateThemselves() {
    host.version("iperf 3.17.1 (cJSON 1.7.15)");
    List<String> said = text("3.17.1-tcp-server.jsonl").lines().map(l -> l + "\n").toList();
    host.nextListens(
        5201,
        s ->
            s.says(0, said.get(0))
                .says(1, said.get(1))
                .says(2, said.get(2))
                .endsAfter(2.1, said.get(3)));
    host.next(c -> c.endsAfter(2.05, text("3.17.1-tcp-client.jsonl")));

    Measurement measurement = measure(TCP);

    assertThat(measurement.failure()).isEmpty();
    assertThat(measurement.version()).isEqualTo("iperf 3.17.1");
    assertThat(measurement.commands()).hasSize(2).allMatch(c -> c.endsWith("--json-stream"));
    List<Double> rates =
        Fixture.server("3.12-tcp").intervals().stream().map(Interval::bitsPerSecond).toList();
    assertThat(live.stream().distinct().collect(Collectors.toList())).isEqualTo(rates);
  }

  @Test
  void aFlowIperf3CannotSendIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(() -> measure(TCP.withDuration(Duration.ofMillis(500))))
        .isInstanceOf(LinerateException.class)
        .hasMessage("iperf3 counts whole seconds, 500ms is less than one");
    assertThat(host.tasks()).isEmpty();
  }

  @Test
  void checkAsksTheVersionOnceAndStartsNothing() {
    assertThat(tool.check(host, TCP)).isEqualTo(Support.YES);
    assertThat(tool.check(host, TCP)).isEqualTo(Support.YES);
    assertThat(host.ran()).hasSize(1);
    assertThat(host.tasks()).isEmpty();
  }

  @Test
  void checkSaysHowToInstall() {
    host.withoutIperf3();
    assertThat(tool.check(host, TCP).reasons())
        .containsExactly(
            new Reason("iperf3 is not installed on h1", "sudo apt-get install iperf3"));
    assertThatThrownBy(() -> measure(TCP))
        .isInstanceOf(LinerateException.class)
        .hasMessage("iperf3 is not installed on h1");
  }

  @Test
  void checkListsTheCongestionControlThatIsMissing() {
    host.file("/proc/sys/net/ipv4/tcp_available_congestion_control", () -> "reno cubic\n");
    assertThat(tool.check(host, congestion("bbr")).text())
        .isEqualTo(
            "the kernel of h1 has no congestion control bbr, only reno cubic: sudo modprobe tcp_bbr");
    assertThat(tool.check(host, congestion("cubic")).supported()).isTrue();
    host.file("/proc/sys/net/ipv4/tcp_available_congestion_control", () -> "bbr2");
    assertThat(tool.check(host, congestion("bbr")).supported()).isFalse();
  }

  private static Flow congestion(String algorithm) {
    return new Flow(
        Protocol.TCP,
        Direction.FORWARD,
        1,
        TCP.rate(),
        TCP.length(),
        TCP.window(),
        TCP.mss(),
        Optional.of(algorithm),
        false,
        TCP.duration(),
        TCP.omit(),
        TCP.interval());
  }

  @Test
  void checkRefusesToSearch() {
    Flow search = Flow.of(Protocol.UDP, Duration.ofSeconds(1)).withRate(Rate.Search.DEFAULT);
    assertThat(tool.check(host, search).text())
        .isEqualTo("iperf3 does not search for the highest rate: --tool builtin, which does");
  }

  @Test
  void checkDoesNotTakeAnotherProgramForIperf3() {
    host.version("iperf version 2.1.8 pthreads");
    assertThat(tool.check(host, TCP).text()).startsWith("iperf3 on h1 does not say its version");
  }
}
