package dev.linerate.network.ovs;

import dev.linerate.host.Endpoint;
import dev.linerate.network.Layout;
import dev.linerate.network.Seats.Seat;
import dev.linerate.network.TopologyReader;
import dev.linerate.network.TopologyReader.Bridge;
import dev.linerate.network.TopologyReader.Member;
import dev.linerate.result.Topology.WireKind;
import java.util.List;
import java.util.Map;

/** Reads Open vSwitch networks back: namespaces from the kernel, bridges from the switch. */
final class OvsTopology {
  private OvsTopology() {}

  static Layout read(List<OvsSwitch> switches, Map<Seat, Endpoint> endpoints) {
    TopologyReader reader =
        new TopologyReader().lookAt(switches.stream().map(OvsSwitch::host).toList());
    endpoints.values().forEach(reader::lookAt);
    for (OvsSwitch bridge : switches) {
      List<OvsInterface> ports = bridge.ovs().interfaces(bridge.shape().bridge());
      List<Member> members = ports.stream().map(OvsTopology::member).toList();
      reader.bridge(new Bridge(box(bridge), bridge.shape().bridge(), "openvswitch", members));
      ports.forEach(port -> join(reader, bridge, port, endpoints));
    }
    return reader.between(endpoints.values());
  }

  private static Member member(OvsInterface port) {
    String kind = port.type().equals("internal") ? "tap" : port.type();
    return new Member(port.name(), kind, port.vni(), port.detail());
  }

  /** Where a port leads to when the kernel does not show it. */
  private static void join(
      TopologyReader reader, OvsSwitch bridge, OvsInterface port, Map<Seat, Endpoint> endpoints) {
    String id = box(bridge) + "/" + port.name();
    if (port.name().equals(OvsTunnel.TAP)) {
      reader.join(id, box(bridge) + "/" + OvsTunnel.JOINT, WireKind.LOWER);
    } else if (port.type().equals("internal")) {
      joinMoved(reader, bridge, port, endpoints);
    } else if (port.type().equals("vxlan")) {
      bridge
          .host()
          .uplink()
          .ifPresent(up -> reader.join(id, box(bridge) + "/" + up.iface(), WireKind.LOWER));
    }
  }

  /** An internal port that has left the host's namespace is an endpoint's eth0. */
  private static void joinMoved(
      TopologyReader reader, OvsSwitch bridge, OvsInterface port, Map<Seat, Endpoint> endpoints) {
    endpoints.forEach((seat, endpoint) -> {
      if (seat.host().equals(bridge.host()) && bridge.shape().port(seat).equals(port.name())) {
        String inside = TopologyReader.box(endpoint).id() + "/" + endpoint.iface();
        reader.join(inside, box(bridge) + "/" + port.name(), WireKind.VETH);
      }
    });
  }

  private static String box(OvsSwitch bridge) {
    return TopologyReader.hostBox(bridge.host()).id();
  }
}
