package dev.linerate.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network as it was really built, read back from the kernel and the switch after creation.
 *
 * @param boxes network namespaces and the like, outer ones first
 * @param wires what joins two ports
 */
public record Topology(List<Box> boxes, List<Port> ports, List<Wire> wires) {
  public static final Topology EMPTY = new Topology(List.of(), List.of(), List.of());

  public Topology {
    boxes = List.copyOf(boxes);
    ports = List.copyOf(ports);
    wires = List.copyOf(wires);
  }

  /** What a box stands for. */
  public enum BoxKind {
    HOST,
    CONTAINER,
    OVERLAY_SANDBOX,
    SWITCH
  }

  /**
   * A network namespace.
   *
   * @param id unique in this topology
   * @param label for people: {@code h1}, {@code container a}
   * @param inside the id of the box it is drawn in; empty at top level
   */
  public record Box(String id, String label, BoxKind kind, Optional<String> inside) {}

  /**
   * An interface.
   *
   * @param id unique in this topology
   * @param box the namespace it is in
   * @param kind the kernel's word: veth, bridge, vxlan, macvlan, tun, openvswitch, loopback …
   * @param master id of the bridge or switch it is a port of
   * @param addresses with prefix length: {@code 198.18.0.1/24}
   * @param vni VXLAN network identifier
   * @param detail anything else worth a line: {@code remote 198.18.0.2 port 4789}
   */
  public record Port(
      String id,
      String box,
      String name,
      String kind,
      Optional<String> master,
      int mtu,
      List<String> addresses,
      OptionalInt vni,
      Optional<String> detail) {
    public Port {
      addresses = List.copyOf(addresses);
    }
  }

  /** How two ports are joined. */
  public enum WireKind {
    VETH,
    TUNNEL,
    LOWER
  }

  /** A veth pair, a tunnel between two VXLAN ports, or a device on top of another. */
  public record Wire(String from, String to, WireKind kind) {}
}
