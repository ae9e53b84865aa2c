package dev.linerate.network.ovs;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.network.Construction;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Seats.Seat;
import dev.linerate.unit.Mtu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One Open vSwitch bridge on one host, and the endpoints joined to it.
 *
 * <p>How an endpoint is joined depends on the datapath. The kernel's gets a veth pair, as
 * containers do. ovs-vswitchd's gets a tap device that ovs-vswitchd serves itself (a port of type
 * {@code internal}, moved into the endpoint's namespace): it would reach a veth through a packet
 * socket, whose buffer of 208 KiB overflows at three segments of 64 KB — measured: tens of
 * thousands of retransmits a second and half of the bitrate, against none. A tap device needs no
 * help with checksums either.
 */
record OvsSwitch(PrivateOvs ovs, Construction construction, Namespaces namespaces, Shape shape) {
  /**
   * What the bridges of one network have in common.
   *
   * @param bridge name of the bridge on every host
   * @param port beginning of the ports' names
   * @param net the first three bytes of the endpoints' addresses, with a dot
   */
  record Shape(String bridge, String port, String net, Mtu mtu) {
    String port(Seat seat) {
      return port + seat.letter();
    }

    String address(Seat seat) {
      return net + seat.number();
    }
  }

  Host host() {
    return ovs.host();
  }

  /** Makes the bridge; closing the construction removes it with all of its ports. */
  void addBridge() {
    construction.undo(() -> ovs.remove(shape.bridge()));
    ovs.change(
        construction,
        List.of(
            "add-br",
            shape.bridge(),
            "--",
            "set",
            "Bridge",
            shape.bridge(),
            "datapath_type=" + ovs.datapath().type()));
  }

  /** Adds a port with settings of its Interface row, {@code column=value}. */
  void addPort(String name, String... settings) {
    List<String> change = new ArrayList<>(List.of("add-port", shape.bridge(), name));
    if (settings.length > 0) {
      change.addAll(List.of("--", "set", "Interface", name));
      change.addAll(List.of(settings));
    }
    ovs.change(construction, change);
  }

  /** Makes an endpoint in a namespace of its own. */
  Endpoint addEndpoint(Seat seat) {
    NetNs namespace = namespaces.add(host(), seat.letter());
    return ovs.datapath().userspace() ? byTap(seat, namespace) : byVeth(seat, namespace);
  }

  private Endpoint byVeth(Seat seat, NetNs namespace) {
    String port = shape.port(seat);
    Endpoint endpoint =
        namespaces.join(host(), namespace, seat.letter(), port, shape.address(seat), shape.mtu());
    construction.run(host(), "ip", "link", "set", port, "up");
    addPort(port);
    return endpoint;
  }

  private Endpoint byTap(Seat seat, NetNs namespace) {
    String port = shape.port(seat);
    addTap(port);
    String name = String.valueOf(Path.of(namespace.path()).getFileName());
    construction.run(host(), "ip", "link", "set", port, "netns", name, "name", "eth0");
    return namespaces.addressed(host(), namespace, seat.letter(), shape.address(seat), shape.mtu());
  }

  /** Adds a port whose tap device is in the host's namespace, not up yet. */
  void addTap(String name) {
    addPort(name, "type=internal", "mtu_request=" + shape.mtu());
  }
}
