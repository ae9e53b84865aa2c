package dev.linerate.network.ovs;

import dev.linerate.host.Endpoint;
import dev.linerate.network.Seats.Seat;
import dev.linerate.network.TopologyReader;
import dev.linerate.network.TopologyReader.Bridge;
import dev.linerate.network.TopologyReader.Member;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.WireKind;
import java.util.List;
import java.util.Map;

/** Reads Open vSwitch networks back: namespaces from the kernel, bridges from the switch. */
final class OvsTopology {
  private static final String INTERNAL = "internal";

  private OvsTopology() {}

  static Topology read(List<OvsSwitch> switches, Map<Seat, Endpoint> endpoints) {
    TopologyReader reader =
        new TopologyReader().lookAt(switches.stream().map(OvsSwitch::host).toList());
    endpoints.values().forEach(reader::lookAt);
    switches.forEach(bridge -> add(reader, bridge, endpoints));
    return reader.between(endpoints.values());
  }

  private static void add(TopologyReader reader, OvsSwitch bridge, Map<Seat, Endpoint> endpoints) {
    String box = TopologyReader.hostBox(bridge.host()).id();
    List<OvsInterface> ports = bridge.ovs().interfaces(bridge.shape().bridge());
    reader.bridge(
        new Bridge(
            box,
            bridge.shape().bridge(),
            "openvswitch",
            ports.stream().map(OvsTopology::member).toList()));
    for (OvsInterface port : ports) {
      String id = box + "/" + port.name();
      if (port.name().equals(OvsTunnel.PATCH)) {
        reader.join(id, box + "/" + OvsTunnel.PORT, WireKind.LOWER);
      } else if (port.type().equals("vxlan")) {
        bridge
            .host()
            .uplink()
            .ifPresent(uplink -> reader.join(id, box + "/" + uplink.iface(), WireKind.LOWER));
      } else if (port.type().equals(INTERNAL)) {
        joinMoved(reader, bridge, port, endpoints);
      }
    }
  }

  /** An internal port that has left the host's namespace: it is an endpoint's eth0 now. */
  private static void joinMoved(
      TopologyReader reader, OvsSwitch bridge, OvsInterface port, Map<Seat, Endpoint> endpoints) {
    String box = TopologyReader.hostBox(bridge.host()).id();
    endpoints.forEach((seat, endpoint) -> {
      if (seat.host().equals(bridge.host()) && bridge.shape().port(seat).equals(port.name())) {
        String inside = TopologyReader.box(endpoint).id() + "/" + endpoint.iface();
        reader.join(inside, box + "/" + port.name(), WireKind.VETH);
      }
    });
  }

  private static Member member(OvsInterface port) {
    return new Member(
        port.name(), port.type().equals(INTERNAL) ? "tap" : port.type(), port.vni(), port.detail());
  }
}
