package dev.linerate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.ScriptedHost;
import dev.linerate.network.TopologyReader.Bridge;
import dev.linerate.network.TopologyReader.Member;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import dev.linerate.result.Topology.WireKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** On what {@code ip} said in the namespaces of a lab (see the fixtures' README). */
class TopologyReaderTest {
  private static final Endpoint A = CapturedHost.H1.endpoint("a");
  private static final Endpoint B = CapturedHost.H1.endpoint("b");
  private static final Endpoint C = CapturedHost.H2.endpoint("c");

  private static TopologyReader reader(Endpoint... endpoints) {
    TopologyReader reader =
        new TopologyReader().lookAt(List.of(CapturedHost.H1, CapturedHost.H2, CapturedHost.H1));
    for (Endpoint endpoint : endpoints) {
      reader.lookAt(endpoint);
    }
    return reader;
  }

  @Test
  void findsEverythingAPacketOfAnOverlayCanTouch() {
    Topology topology = reader(A, B, C).between(List.of(A, B, C)).topology();
    assertThat(topology.ports())
        .extracting(Port::id)
        .containsExactlyInAnyOrder(
            "h1/eth0",
            "h1/lr-vxbr0",
            "h1/lr-vx0",
            "h1/lr-vxa",
            "h1/lr-vxb",
            "h2/eth0",
            "h2/lr-vxbr0",
            "h2/lr-vx0",
            "h2/lr-vxc",
            "switch/br0",
            "switch/p1",
            "switch/p2",
            "h1-namespace-a/eth0",
            "h1-namespace-b/eth0",
            "h2-namespace-c/eth0");
    assertThat(topology.boxes())
        .extracting(Box::id, Box::kind, Box::inside)
        .contains(
            tuple("h1", BoxKind.HOST, Optional.empty()),
            tuple("switch", BoxKind.SWITCH, Optional.empty()),
            tuple("h2-namespace-c", BoxKind.CONTAINER, Optional.of("h2")));
  }

  /** Both hosts are built alike, so that their indices are alike too. */
  @Test
  void joinsEachVethToItsOwnPeer() {
    Topology topology = reader(A, B, C).between(List.of(A, B, C)).topology();
    assertThat(topology.wires())
        .containsExactlyInAnyOrder(
            new Wire("h1-namespace-a/eth0", "h1/lr-vxa", WireKind.VETH),
            new Wire("h1-namespace-b/eth0", "h1/lr-vxb", WireKind.VETH),
            new Wire("h2-namespace-c/eth0", "h2/lr-vxc", WireKind.VETH),
            new Wire("h1/eth0", "switch/p1", WireKind.VETH),
            new Wire("h2/eth0", "switch/p2", WireKind.VETH),
            new Wire("h1/lr-vx0", "h1/eth0", WireKind.LOWER),
            new Wire("h2/lr-vx0", "h2/eth0", WireKind.LOWER),
            new Wire("h1/lr-vx0", "h2/lr-vx0", WireKind.TUNNEL));
  }

  @Test
  void tellsWhatAPortIs() {
    Topology topology = reader(A, C).between(List.of(A, C)).topology();
    assertThat(port(topology, "h1/lr-vx0"))
        .isEqualTo(
            new Port(
                "h1/lr-vx0",
                "h1",
                "lr-vx0",
                "vxlan",
                Optional.of("h1/lr-vxbr0"),
                1450,
                List.of(),
                OptionalInt.of(4200),
                Optional.of("remote 198.18.0.2, UDP port 4790")));
    assertThat(port(topology, "h1-namespace-a/eth0").addresses()).containsExactly("198.19.4.1/24");
  }

  @Test
  void aMacvlanIsOnTheUplinkOfItsOwnHost() {
    Endpoint m = CapturedHost.H1.endpoint("m");
    Endpoint n = CapturedHost.H2.endpoint("n");
    Topology topology = reader(m, n).between(List.of(m, n)).topology();
    assertThat(topology.wires())
        .contains(
            new Wire("h1-namespace-m/eth0", "h1/eth0", WireKind.LOWER),
            new Wire("h2-namespace-n/eth0", "h2/eth0", WireKind.LOWER));
    assertThat(port(topology, "h2-namespace-n/eth0").detail()).contains("mode bridge");
    // nothing leads from an uplink to what else stands on it
    assertThat(topology.ports()).extracting(Port::name).doesNotContain("lr-vxbr0", "lr-vxa");
  }

  @Test
  void drawsASwitchTheKernelKnowsNothingOf() {
    Bridge ovs =
        new Bridge(
            "h1",
            "ovs0",
            "openvswitch",
            List.of(
                new Member("lr-vxz", "", OptionalInt.empty(), Optional.empty()),
                new Member("tunnel", "vxlan", OptionalInt.of(7), Optional.of("remote x"))));
    Topology topology =
        reader(A)
            .bridge(ovs)
            .join("h1-namespace-a/eth0", "h1/lr-vxz", WireKind.VETH)
            .join("h1/tunnel", "h1/unseen", WireKind.LOWER)
            .between(List.of(A))
            .topology();
    assertThat(port(topology, "h1/ovs0").kind()).isEqualTo("openvswitch");
    // the switch's word goes before the kernel's
    assertThat(port(topology, "h1/lr-vxz").master()).contains("h1/ovs0");
    assertThat(port(topology, "h1/lr-vxz").kind()).isEqualTo("veth");
    assertThat(port(topology, "h1/tunnel"))
        .extracting(Port::kind, Port::master, Port::vni)
        .containsExactly("vxlan", Optional.of("h1/ovs0"), OptionalInt.of(7));
    assertThat(topology.wires())
        .contains(new Wire("h1-namespace-a/eth0", "h1/lr-vxz", WireKind.VETH))
        .noneMatch(wire -> wire.to().equals("h1/unseen"));
  }

  @Test
  void anInterfaceThatIsNotThereReachesNothing() {
    assertThat(reader(A).reach(List.of("h1-namespace-a/eth9")).topology().ports()).isEmpty();
    assertThat(new TopologyReader().between(List.of())).isEqualTo(Layout.EMPTY);
  }

  /** {@code ip} prints nothing at all, or empty objects, in a namespace without interfaces. */
  @Test
  void anEmptyNamespaceHasNoPorts() {
    for (String nothing : List.of("", "[]", "[{},{}]\n")) {
      ScriptedHost host = new ScriptedHost().says("ip", nothing);
      Topology topology =
          new TopologyReader()
              .look(TopologyReader.hostBox(host), host, A.netns())
              .reach(List.of("scripted/eth0"))
              .topology();
      assertThat(topology).isEqualTo(Topology.EMPTY);
    }
  }

  /** A packet of the overlay crosses the link below it, and the switch. */
  @Test
  void thePathOfATunnelIsThatOfItsFrames() {
    Layout layout = reader(A, B, C).between(List.of(A, B, C));
    assertThat(layout.path(new EndpointPair(A, C)))
        .extracting(Port::id)
        .containsExactly(
            "h1-namespace-a/eth0",
            "h1/lr-vxa",
            "h1/lr-vxbr0",
            "h1/lr-vx0",
            "h1/eth0",
            "switch/p1",
            "switch/br0",
            "switch/p2",
            "h2/eth0",
            "h2/lr-vx0",
            "h2/lr-vxbr0",
            "h2/lr-vxc",
            "h2-namespace-c/eth0");
    assertThat(layout.path(new EndpointPair(B, A)))
        .extracting(Port::name)
        .containsExactly("eth0", "lr-vxb", "lr-vxbr0", "lr-vxa", "eth0");
    assertThat(layout.places())
        .containsEntry("switch", new Layout.Place(CapturedHost.H1, NetNs.named("sw")));
  }

  @Test
  void whereThePathCannotBeToldItIsAllThereIs() {
    Layout layout = reader(A, B).between(List.of(A, B));
    assertThat(layout.path(new EndpointPair(A, C))).isEqualTo(layout.topology().ports());
    assertThat(layout.topology().path("h1-namespace-a/eth0", "h1/nowhere")).isEmpty();
    assertThat(layout.topology().path("h1/nowhere", "h1/nowhere")).isEmpty();
  }

  /** Two ends of one interface: loopback. */
  @Test
  void aPathToItselfIsOneInterface() {
    Layout layout = reader(A, B).between(List.of(A, B));
    assertThat(layout.path(new EndpointPair(A, A)))
        .extracting(Port::id)
        .containsExactly("h1-namespace-a/eth0");
  }

  private static Port port(Topology topology, String id) {
    return topology.ports().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }
}
