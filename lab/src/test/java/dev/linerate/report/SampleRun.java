package dev.linerate.report;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Topology;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** A run as a quickstart leaves it; the figures are made up and the same every time. */
final class SampleRun {
  private static final Instant START = Instant.parse("2026-11-22T10:15:30Z");
  private static final String SKIPPED =
      "the parent eth0 is a Wi-Fi device, which takes one address only. "
          + "Name a wired one: --parent enp3s0";
  private static final String FAILED =
      "dockerd of h2 did not answer within 30 s: no space left on device. "
          + "Free some space or set LINERATE_STATE";

  /** Ten a second, for ten seconds. */
  private static final int SAMPLES = 100;

  private final Random random = new Random(42);
  private final List<NetworkRecord> networks = new ArrayList<>();
  private final List<CaseRecord> cases = new ArrayList<>();
  private final int intervals;

  private SampleRun(int intervals) {
    this.intervals = intervals;
  }

  static Run quickstart() {
    return quickstart(20);
  }

  /** The same with so many intervals in each trial. */
  static Run quickstart(int intervals) {
    SampleRun sample = new SampleRun(intervals);
    sample.sameHost();
    sample.crossHost();
    return sample.run();
  }

  /** The same run with each case measured by the built-in tool too, which is 7 % faster. */
  static Run bothTools() {
    Run run = quickstart();
    List<CaseRecord> both = new ArrayList<>();
    for (CaseRecord record : run.cases()) {
      both.add(renamed(record, 2 * record.number() - 1, "builtin", 1 / 1.07));
      both.add(renamed(record, 2 * record.number(), "iperf3", 1));
    }
    return with(run, both);
  }

  /** The same run with every trial watched. */
  static Run watched(Telemetry telemetry) {
    Run run = quickstart();
    return with(
        run,
        run.cases().stream()
            .map(record ->
                new CaseRecord(
                    record.number(),
                    record.spec(),
                    record.tool(),
                    record.path(),
                    record.status(),
                    record.reason(),
                    record.trials().stream()
                        .map(trial -> trial.withTelemetry(Optional.of(telemetry)))
                        .toList()))
            .toList());
  }

  private static CaseRecord renamed(CaseRecord record, int number, String tool, double time) {
    return new CaseRecord(
        number,
        record.spec(),
        tool,
        record.path(),
        record.status(),
        record.reason(),
        record.trials().stream().map(trial -> scaled(trial, time)).toList());
  }

  /** The same bytes in another time. */
  static Trial scaled(Trial trial, double time) {
    return new Trial(
        trial.repeat(),
        trial.started(),
        trial.status(),
        trial.reason(),
        trial.totals().map(totals -> scaled(totals, time)),
        trial.search(),
        trial.intervals(),
        trial.toolVersion(),
        trial.commands(),
        trial.telemetry());
  }

  private static Totals scaled(Totals totals, double time) {
    return new Totals(
        totals.seconds() * time,
        totals.bytesSent(),
        totals.bytesReceived(),
        totals.retransmits(),
        totals.jitterMillis(),
        totals.lost(),
        totals.packets(),
        totals.outOfOrder(),
        totals.senderCpuPercent(),
        totals.receiverCpuPercent());
  }

  /** The same run with other cases. */
  static Run with(Run run, List<CaseRecord> cases) {
    return new Run(
        run.id(),
        run.plan(),
        run.started(),
        run.ended(),
        run.state(),
        run.version(),
        run.hosts(),
        run.link(),
        run.repeat(),
        run.platform(),
        run.networks(),
        cases);
  }

  /** The same run, all its trials watched like this. */
  static Run watched(Run run, Telemetry telemetry) {
    return watched(run, Optional.of(telemetry));
  }

  /** The same, or not watched. */
  static Run watched(Run run, Optional<Telemetry> telemetry) {
    return with(
        run,
        run.cases().stream()
            .map(record ->
                new CaseRecord(
                    record.number(),
                    record.spec(),
                    record.tool(),
                    record.path(),
                    record.status(),
                    record.reason(),
                    record.trials().stream().map(t -> t.withTelemetry(telemetry)).toList()))
            .toList());
  }

  private void sameHost() {
    built("host", "kernel", SampleTopologies.host());
    local("host", 31.2e9, 0.02, 4.1e9, 0.009);
    built("docker-bridge", "kernel", SampleTopologies.dockerBridge());
    local("docker-bridge", 26.4e9, 0.09, 3.4e9, 0.014);
    built("ovs-bridge", "userspace, TSO", SampleTopologies.ovsBridge());
    local("ovs-bridge", 9.2e9, 0.02, 1.1e9, 0.24);
    networks.add(NetworkRecord.unbuilt("macvlan", Status.SKIPPED, SKIPPED));
    unmeasured("macvlan", Placement.SAME_HOST, Status.SKIPPED, SKIPPED);
  }

  private void crossHost() {
    unmeasured("macvlan", Placement.CROSS_HOST, Status.SKIPPED, SKIPPED);
    built("vxlan", "kernel", SampleTopologies.vxlan(2));
    remote("vxlan", 908.4e6, 0.001, 920e6, 0.0172);
    built("docker-overlay", "kernel", SampleTopologies.dockerOverlay(2));
    remote("docker-overlay", 906.2e6, 0.002, 920e6, 0.019);
    built("ovs-overlay", "userspace, TSO", SampleTopologies.ovsOverlay(3));
    remote("ovs-overlay", 897.1e6, 0.012, 800e6, 0.0003);
    networks.add(NetworkRecord.unbuilt("flannel", Status.FAILED, FAILED));
    unmeasured("flannel", Placement.CROSS_HOST, Status.FAILED, FAILED);
  }

  private void built(String driver, String datapath, Topology topology) {
    List<String> notes =
        datapath.startsWith("userspace")
            ? List.of(
                "userspace datapath: every packet crosses to ovs-vswitchd; with the kernel module"
                    + " expect several times this")
            : List.of();
    networks.add(
        new NetworkRecord(
            driver,
            Status.MEASURED,
            Optional.empty(),
            datapath,
            notes,
            topology,
            List.of(
                "ip -n lr-k3f9a-h1 link add br0 type bridge",
                "ip -n lr-k3f9a-h1 link add vethA type veth peer name eth0 netns lr-k3f9a-a",
                "docker -H unix:///run/linerate/k3f9a/h1/docker.sock network create"
                    + " --driver overlay --attachable net0")));
  }

  private void local(String network, double tcp, double spread, double udp, double loss) {
    Path path =
        new Path(
            "h1 container a eth0 172.17.0.2", "h1 container b eth0 172.17.0.3", 1500, 0, false);
    measured(network, Placement.SAME_HOST, flow(Protocol.TCP, 0), path, tcp, spread, 0);
    measured(network, Placement.SAME_HOST, flow(Protocol.UDP, 0), path, udp, 0.03, loss);
  }

  private void remote(String network, double tcp, double spread, double offered, double loss) {
    Path path =
        new Path("h1 container a eth0 10.0.1.2", "h2 container b eth0 10.0.1.3", 1450, 50, true);
    measured(network, Placement.CROSS_HOST, flow(Protocol.TCP, 0), path, tcp, spread, 0);
    measured(
        network,
        Placement.CROSS_HOST,
        flow(Protocol.UDP, offered),
        path,
        offered * (1 - loss),
        0.001,
        loss);
  }

  private static Flow flow(Protocol protocol, double rate) {
    return new Flow(
        protocol,
        Direction.FORWARD,
        1,
        Rate.of(new BitRate(rate)),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ofMillis(500));
  }

  private void unmeasured(String network, Placement placement, Status status, String reason) {
    for (Protocol protocol : Protocol.values()) {
      cases.add(
          new CaseRecord(
              cases.size() + 1,
              new CaseSpec(network, placement, flow(protocol, 0), Pinning.NONE),
              "iperf3",
              Optional.empty(),
              status,
              Optional.of(reason),
              List.of()));
    }
  }

  private void measured(
      String network,
      Placement placement,
      Flow flow,
      Path path,
      double bitrate,
      double spread,
      double loss) {
    List<Trial> trials = new ArrayList<>();
    for (int repeat = 1; repeat <= 3; repeat++) {
      double rate = bitrate * (1 + spread * (repeat - 2) * (0.8 + 0.4 * random.nextDouble()));
      trials.add(trial(repeat, flow, rate, spread, loss));
    }
    cases.add(
        new CaseRecord(
            cases.size() + 1,
            new CaseSpec(network, placement, flow, Pinning.NONE),
            "iperf3",
            Optional.of(path),
            Status.MEASURED,
            Optional.empty(),
            trials));
  }

  private Trial trial(int repeat, Flow flow, double rate, double spread, double loss) {
    List<Interval> samples = new ArrayList<>();
    double step = 10.0 / intervals;
    long window = 320_000;
    for (int i = 0; i < intervals; i++) {
      boolean dip = flow.protocol() == Protocol.TCP && random.nextInt(9) == 0;
      window = dip ? window * 3 / 4 : window + 40_000;
      double noisy = rate * (1 + spread * random.nextGaussian() * 0.5 - (dip ? spread : 0));
      long bytes = Math.round(noisy * step / 8);
      if (flow.protocol() == Protocol.TCP) {
        samples.add(tcpSample(Side.SENDER, i * step, step, bytes, dip ? 45 : 0, window));
        samples.add(plainSample(i * step, step, bytes));
      } else {
        samples.add(udpSample(i * step, step, bytes, loss));
      }
    }
    return new Trial(
        repeat,
        START.plusSeconds(60L * repeat + cases.size() * 12L),
        Status.MEASURED,
        Optional.empty(),
        Optional.of(totals(flow, samples, loss)),
        Optional.empty(),
        samples,
        "iperf 3.12",
        List.of(
            "iperf3 --server --one-off --json --port 5201",
            "iperf3 --client 172.17.0.3 --port 5201 --json --time 10 --interval 0.5"
                + (flow.protocol() == Protocol.UDP
                    ? " --udp --bitrate "
                        + (flow.rate() instanceof Rate.Fixed f ? f.perStream().plain() : "0")
                    : "")),
        Optional.of(telemetry(flow)));
  }

  /** Within a host: the second network's sender wanders, others' fill a core. */
  private Telemetry telemetry(Flow flow) {
    boolean wanders = flow.protocol() == Protocol.TCP && cases.size() == 2;
    return wanders
        ? SampleTelemetry.wandering(2, SAMPLES)
        : SampleTelemetry.senderSaturated(2, SAMPLES);
  }

  private Interval tcpSample(
      Side side, double start, double seconds, long bytes, long retransmits, long window) {
    return new Interval(
        side,
        false,
        0,
        start,
        seconds,
        bytes,
        OptionalLong.of(retransmits),
        OptionalLong.of(window),
        OptionalLong.of(240 + random.nextInt(80)),
        OptionalLong.of(12 + random.nextInt(20)),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }

  private static Interval plainSample(double start, double seconds, long bytes) {
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        start,
        seconds,
        bytes,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }

  private Interval udpSample(double start, double seconds, long bytes, double loss) {
    long received = bytes / 1398;
    long lost = Math.round(received * loss / (1 - loss) * (0.4 + 1.2 * random.nextDouble()));
    return new Interval(
        Side.RECEIVER,
        false,
        0,
        start,
        seconds,
        received * 1398,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.of(0.004 + 0.004 * random.nextDouble()),
        OptionalLong.of(lost),
        OptionalLong.of(received + lost),
        OptionalLong.of(random.nextInt(20) == 0 ? 3 : 0),
        false);
  }

  private Totals totals(Flow flow, List<Interval> samples, double loss) {
    boolean udp = flow.protocol() == Protocol.UDP;
    long received =
        samples.stream().filter(s -> s.side() == Side.RECEIVER).mapToLong(Interval::bytes).sum();
    long packets = received / 1398;
    long lost = samples.stream().mapToLong(s -> s.lost().orElse(0)).sum();
    return new Totals(
        10,
        udp ? Math.round(received / (1 - loss)) : received + 262_144,
        received,
        udp
            ? OptionalLong.empty()
            : OptionalLong.of(samples.stream().mapToLong(s -> s.retransmits().orElse(0)).sum()),
        udp ? OptionalDouble.of(0.006) : OptionalDouble.empty(),
        udp ? OptionalLong.of(lost) : OptionalLong.empty(),
        udp ? OptionalLong.of(packets + lost) : OptionalLong.empty(),
        udp ? OptionalLong.of(3) : OptionalLong.empty(),
        OptionalDouble.of(Math.min(99, received / 3e8)),
        OptionalDouble.of(Math.min(99, received / 3.2e8)));
  }

  private Run run() {
    return new Run(
        "20261122-101530-k3f9",
        "docker-network-study",
        START,
        Optional.of(START.plusSeconds(492)),
        Run.State.COMPLETE,
        "0.1.0",
        3,
        LinkSpec.GIGABIT,
        3,
        new Platform(facts()),
        networks,
        cases);
  }

  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cpu.model", "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz");
    facts.put("cpu.cores", "2");
    facts.put("cpu.numa.nodes", "1");
    facts.put("memory.total", "8.33 GiB");
    facts.put("virtualisation", "kvm");
    facts.put("kernel.release", "6.18.0-amd64");
    facts.put("os.name", "Debian GNU/Linux 12 (bookworm)");
    facts.put("docker.version", "20.10.24+dfsg1");
    facts.put("openvswitch.version", "3.1.0");
    facts.put("iperf3.version", "3.12");
    facts.put("link.offload", "tx-checksumming on, tcp-segmentation-offload on, gro on, lro off");
    facts.put("sysctl.net.ipv4.tcp_congestion_control", "cubic");
    facts.put("sysctl.net.ipv4.tcp_rmem", "4096 131072 6291456");
    facts.put("sysctl.net.core.rmem_max", "212992");
    return facts;
  }
}
