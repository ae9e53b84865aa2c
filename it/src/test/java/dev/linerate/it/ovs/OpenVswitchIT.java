package dev.linerate.it.ovs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.it.Requirements;
import dev.linerate.it.support.Iperf3;
import dev.linerate.it.support.Linerate;
import dev.linerate.it.support.MachineState;
import dev.linerate.it.support.Outcome;
import dev.linerate.it.support.Running;
import dev.linerate.it.support.Sandbox;
import dev.linerate.it.support.TestLab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.ovs.OvsBridge;
import dev.linerate.network.ovs.OvsOverlay;
import dev.linerate.network.ovs.Ovses;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.WireKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real Open vSwitches of lab hosts: what is theirs beyond the contract of all drivers. */
class OpenVswitchIT {
  private static final Set<Placement> SAME = Set.of(Placement.SAME_HOST);
  private static final Set<Placement> BOTH = Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);

  /** A stalled TCP sends the first window of a second and then nothing: some 100 kbit. */
  private static final double STALLED = 5e7;

  private final Sandbox sandbox = new Sandbox();
  private final MachineState before = MachineState.now();

  @BeforeEach
  void requirements() {
    Requirements.need("netns", "ovs", "iperf3");
  }

  @AfterEach
  void nothingIsLeft() {
    before.assertRestored(sandbox);
    sandbox.close();
  }

  private static TestLab lab() {
    return new TestLab(new LabSpec(2, LinkSpec.GIGABIT));
  }

  private static Network overlay(TestLab lab) {
    return new OvsOverlay(new Ovses()).create(new NetworkSpec(lab.hosts(), BOTH), lab.owner());
  }

  @Test
  void aBridgeCarriesTrafficOnTheDatapathItNames() {
    try (TestLab lab = lab();
        Network network =
            new OvsBridge(new Ovses()).create(new NetworkSpec(lab.hosts(), SAME), lab.owner())) {
      assertFlows(network.endpoints(Placement.SAME_HOST));
      assertDatapath(network);
      assertThat(network.encapsulation()).isZero();
      // one host is used, so one Open vSwitch runs
      assertThat(lab.hosts().get(1).stateDirectory().resolve("ovs")).doesNotExist();
    }
  }

  @Test
  void anOverlayCarriesTrafficOnOneHostAndBetweenHosts() {
    try (TestLab lab = lab();
        Network network = overlay(lab)) {
      EndpointPair across = network.endpoints(Placement.CROSS_HOST);
      assertThat(across.server().mtu().bytes()).isEqualTo(1450);
      assertFlows(network.endpoints(Placement.SAME_HOST));
      // never faster than VXLAN on the wire: 1398 of 1538 bytes are payload
      assertThat(assertFlows(across)).isLessThan(1e9 * 1398 / 1538 * 1.01);
      assertDatapath(network);
      assertThat(network.encapsulation()).isEqualTo(50);
      assertTunnelIsDrawn(network.layout().topology());
    }
  }

  /**
   * TCP goes on in every tenth of a second. With checksums left to hardware that is not there it
   * stalls after the first window.
   *
   * @return bits per second that arrived
   */
  private static double assertFlows(EndpointPair pair) {
    Output output = Iperf3.client(pair, "-t", "2", "-i", "0.5");
    JsonNode report = JsonMapper.shared().readTree(output.out());
    assertThat(report.path("error").asString("")).isEmpty();
    assertThat(report.path("intervals").size()).isGreaterThanOrEqualTo(3);
    report
        .path("intervals")
        .forEach(interval ->
            assertThat(interval.path("sum").path("bytes").asLong())
                .as(interval.toString())
                .isPositive());
    double bits = report.path("end").path("sum_received").path("bits_per_second").asDouble();
    System.out.printf(
        "%s → %s: %.0f Mbit/s%n", pair.client().label(), pair.server().label(), bits / 1e6);
    assertThat(bits).isGreaterThan(STALLED);
    return bits;
  }

  /** The kernel's wherever it has one, which can be seen once it has been used. */
  private static void assertDatapath(Network network) {
    if (Files.exists(Path.of("/sys/module/openvswitch"))) {
      assertThat(network.datapath()).isEqualTo("kernel");
      assertThat(network.notes()).isEmpty();
      assertThat(network.commands()).anyMatch(line -> line.contains("datapath_type=system"));
    } else {
      assertThat(network.datapath()).startsWith("userspace");
      assertThat(network.notes()).anyMatch(note -> note.startsWith("userspace datapath"));
      assertThat(network.commands()).anyMatch(line -> line.contains("datapath_type=netdev"));
    }
  }

  private static void assertTunnelIsDrawn(Topology topology) {
    assertThat(topology.ports())
        .filteredOn(port -> port.kind().equals("vxlan"))
        .hasSize(2)
        .allSatisfy(port -> assertThat(port.vni()).hasValue(4300));
    assertThat(topology.ports())
        .filteredOn(port -> port.kind().equals("openvswitch"))
        .extracting(Port::box)
        .containsExactlyInAnyOrder("h1", "h2");
    assertThat(topology.wires()).extracting(Topology.Wire::kind).contains(WireKind.TUNNEL);
  }

  /** Same names, same addresses, same VNI and UDP port: only the namespaces differ. */
  @Test
  void twoLabsAtOnceDoNotDisturbEachOther() {
    try (TestLab one = lab();
        Network first = overlay(one)) {
      try (TestLab other = lab();
          Network second = overlay(other)) {
        assertFlows(second.endpoints(Placement.CROSS_HOST));
        assertFlows(first.endpoints(Placement.CROSS_HOST));
        assertThat(switchOf(one.hosts().getFirst()))
            .isNotEqualTo(switchOf(other.hosts().getFirst()));
      }
      assertFlows(first.endpoints(Placement.CROSS_HOST));
    }
  }

  /** The identity an ovsdb-server gives its database. */
  private static String switchOf(Host host) {
    String database = "--db=unix:" + host.stateDirectory().resolve("ovs/db.sock");
    return host.require("ovs-vsctl", database, "--no-wait", "get", "Open_vSwitch", ".", "_uuid")
        .strip();
  }

  @Test
  void cleanupEndsTheSwitchesOfAKilledRun() {
    Linerate linerate = Linerate.in(sandbox);
    Running run =
        linerate.start(
            "run",
            "--networks",
            "ovs-bridge,ovs-overlay",
            "--protocols",
            "tcp",
            "--duration",
            "30s",
            "--repeat",
            "1",
            "--no-report");
    run.awaitErr("round 1/1");
    run.kill();

    Outcome cleanup = linerate.run("cleanup");
    assertThat(cleanup.exit()).as(cleanup.text()).isZero();
    assertThat(cleanup.out()).contains("(ovs-vswitchd)", "(ovsdb-server)", "network namespace");
    before.assertRestored(sandbox);
  }
}
