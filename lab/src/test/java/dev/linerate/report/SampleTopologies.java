package dev.linerate.report;

import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import dev.linerate.result.Topology.WireKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Topologies as drivers read them back: the study's four figures, and the plainer ones. */
final class SampleTopologies {
  private SampleTopologies() {}

  static Topology host() {
    Sketch s = new Sketch();
    s.box("h1", "h1", BoxKind.HOST, "");
    s.port("h1", "lo", "loopback", "", 65536, "127.0.0.1/8");
    s.port("h1", "eth0", "veth", "", 1500, "198.18.0.1/24");
    return s.topology();
  }

  static Topology dockerBridge() {
    Sketch s = new Sketch();
    s.box("h1", "h1", BoxKind.HOST, "");
    s.port("h1", "docker0", "bridge", "", 1500, "172.17.0.1/16");
    s.port("h1", "eth0", "veth", "", 1500, "198.18.0.1/24");
    for (String name : List.of("a", "b")) {
      s.box(name, "container " + name, BoxKind.CONTAINER, "h1");
      s.port(name, "eth0", "veth", "", 1500, "172.17.0." + (name.equals("a") ? 2 : 3) + "/16");
      s.port("h1", "vetha6c37c" + name, "veth", "h1/docker0", 1500);
      s.wire(name + "/eth0", "h1/vetha6c37c" + name, WireKind.VETH);
    }
    return s.topology();
  }

  static Topology ovsBridge() {
    Sketch s = new Sketch();
    s.box("h1", "h1", BoxKind.HOST, "");
    s.port("h1", "br0", "openvswitch", "", 1500, "173.16.1.1/24");
    for (String name : List.of("a", "b")) {
      s.box(name, "container " + name, BoxKind.CONTAINER, "h1");
      s.port(name, "eth1", "veth", "", 1500, "173.16.1." + (name.equals("a") ? 2 : 3) + "/24");
      s.port("h1", "ovs-" + name, "veth", "h1/br0", 1500);
      s.wire(name + "/eth1", "h1/ovs-" + name, WireKind.VETH);
    }
    return s.topology();
  }

  static Topology macvlan() {
    Sketch s = new Sketch();
    underlay(s, 2);
    for (int i = 1; i <= 2; i++) {
      String c = "c" + i;
      s.box(c, "container " + (i == 1 ? "a" : "b"), BoxKind.CONTAINER, "h" + i);
      s.port(c, "eth0", "macvlan", "", 1500, "198.18.100." + i + "/24");
      s.wire(c + "/eth0", "h" + i + "/eth0", WireKind.LOWER);
    }
    return s.topology();
  }

  /** Linux bridge and VXLAN device on each host, a container on the first two. */
  static Topology vxlan(int hosts) {
    Sketch s = new Sketch();
    underlay(s, hosts);
    for (int i = 1; i <= hosts; i++) {
      String h = "h" + i;
      s.port(h, "br0", "bridge", "", 1450);
      s.vxlan(h, "vxlan42", h + "/br0", 1450, 42, "to port 4789");
      s.wire(h + "/vxlan42", h + "/eth0", WireKind.LOWER);
      container(s, i, h, h + "/br0", "10.1.0.");
    }
    tunnels(s, hosts, "vxlan42", "");
    return s.topology();
  }

  /** The bridge and the VXLAN device are in a namespace of Docker's own. */
  static Topology dockerOverlay(int hosts) {
    Sketch s = new Sketch();
    underlay(s, hosts);
    for (int i = 1; i <= hosts; i++) {
      String h = "h" + i;
      String box = "ov" + i;
      s.box(box, "sandbox 1-k2v7mnw0qx", BoxKind.OVERLAY_SANDBOX, h);
      s.port(box, "br0", "bridge", "", 1450, "10.0.1.1/24");
      s.vxlan(box, "vxlan0", box + "/br0", 1450, 4097, "learning off");
      container(s, i, box, box + "/br0", "10.0.1.");
      s.port(h, "docker_gwbridge", "bridge", "", 1500, "172.18.0.1/16");
      s.port(h, "veth9e1d" + i, "veth", h + "/docker_gwbridge", 1500);
      s.port("c" + i, "eth1", "veth", "", 1500, "172.18.0.3/16");
      s.wire("c" + i + "/eth1", h + "/veth9e1d" + i, WireKind.VETH);
    }
    for (int i = 1; i < hosts; i++) {
      s.wire("ov" + i + "/vxlan0", "ov" + (i + 1) + "/vxlan0", WireKind.TUNNEL);
    }
    return s.topology();
  }

  static Topology ovsOverlay(int hosts) {
    Sketch s = new Sketch();
    underlay(s, hosts);
    for (int i = 1; i <= hosts; i++) {
      String h = "h" + i;
      s.port(h, "ovs-br2", "openvswitch", "", 1450);
      container(s, i, h, h + "/ovs-br2", "10.10.10.20");
      for (int other = 1; other <= hosts; other++) {
        if (other != i) {
          s.vxlan(h, "vx" + other, h + "/ovs-br2", 1450, 100, "remote 198.18.0." + other);
        }
      }
    }
    for (int i = 1; i <= hosts; i++) {
      for (int j = i + 1; j <= hosts; j++) {
        s.wire("h" + i + "/vx" + j, "h" + j + "/vx" + i, WireKind.TUNNEL);
      }
    }
    return s.topology();
  }

  private static void underlay(Sketch s, int hosts) {
    for (int i = 1; i <= hosts; i++) {
      s.box("h" + i, "h" + i, BoxKind.HOST, "");
    }
    s.box("switch", "switch, 1 Gbit/s", BoxKind.SWITCH, "");
    s.port("switch", "br0", "bridge", "", 1500);
    for (int i = 1; i <= hosts; i++) {
      s.port("h" + i, "eth0", "veth", "", 1500, "198.18.0." + i + "/24");
      s.port("switch", "p" + i, "veth", "switch/br0", 1500);
      s.wire("h" + i + "/eth0", "switch/p" + i, WireKind.VETH);
    }
  }

  private static void container(Sketch s, int i, String home, String bridge, String net) {
    String c = "c" + i;
    s.box(c, "container " + (char) ('a' + i - 1), BoxKind.CONTAINER, "h" + i);
    s.port(c, "eth0", "veth", "", 1450, net + (i + 1) + "/24");
    s.port(home, "veth7f0" + i, "veth", bridge, 1450);
    s.wire(c + "/eth0", home + "/veth7f0" + i, WireKind.VETH);
  }

  private static void tunnels(Sketch s, int hosts, String port, String prefix) {
    for (int i = 1; i <= hosts; i++) {
      for (int j = i + 1; j <= hosts; j++) {
        s.wire(prefix + "h" + i + "/" + port, prefix + "h" + j + "/" + port, WireKind.TUNNEL);
      }
    }
  }

  /** Collects the parts; a port's id is its box and its name. */
  static final class Sketch {
    private final List<Box> boxes = new ArrayList<>();
    private final List<Port> ports = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    void box(String id, String label, BoxKind kind, String inside) {
      boxes.add(new Box(id, label, kind, Optional.of(inside).filter(i -> !i.isEmpty())));
    }

    void port(String box, String name, String kind, String master, int mtu, String... addresses) {
      ports.add(
          new Port(
              box + "/" + name,
              box,
              name,
              kind,
              Optional.of(master).filter(m -> !m.isEmpty()),
              mtu,
              List.of(addresses),
              OptionalInt.empty(),
              Optional.empty()));
    }

    void vxlan(String box, String name, String master, int mtu, int vni, String detail) {
      ports.add(
          new Port(
              box + "/" + name,
              box,
              name,
              "vxlan",
              Optional.of(master),
              mtu,
              List.of(),
              OptionalInt.of(vni),
              Optional.of(detail)));
    }

    void wire(String from, String to, WireKind kind) {
      wires.add(new Wire(from, to, kind));
    }

    Topology topology() {
      return new Topology(boxes, ports, wires);
    }
  }
}
