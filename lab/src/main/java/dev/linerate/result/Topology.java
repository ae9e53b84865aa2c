package dev.linerate.result;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * The shortest way from one interface to another over bridges, pairs and lower devices; a
   * tunnel's frames take the way of the devices below it.
   *
   * @return ports from the first to the last; empty when nothing joins them
   */
  public List<Port> path(String from, String to) {
    Map<String, String> cameFrom = new HashMap<>(Map.of(from, from));
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty() && !cameFrom.containsKey(to)) {
      String at = open.remove();
      for (String next : beside(at)) {
        if (cameFrom.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    return walked(cameFrom, from, to);
  }

  private List<String> beside(String id) {
    List<String> beside = new ArrayList<>();
    for (Wire wire : wires) {
      if (wire.kind() != WireKind.TUNNEL && wire.from().equals(id)) {
        beside.add(wire.to());
      } else if (wire.kind() != WireKind.TUNNEL && wire.to().equals(id)) {
        beside.add(wire.from());
      }
    }
    for (Port port : ports) {
      if (port.id().equals(id)) {
        port.master().ifPresent(beside::add);
      } else if (port.master().equals(Optional.of(id))) {
        beside.add(port.id());
      }
    }
    return beside;
  }

  private List<Port> walked(Map<String, String> cameFrom, String from, String to) {
    Map<String, Port> byId = new HashMap<>();
    ports.forEach(port -> byId.put(port.id(), port));
    List<Port> path = new ArrayList<>();
    String at = to;
    while (cameFrom.containsKey(at) && byId.containsKey(at)) {
      path.add(byId.get(at));
      if (at.equals(from)) {
        return path.reversed();
      }
      at = cameFrom.get(at);
    }
    return List.of();
  }

  /** A veth pair, a tunnel between two VXLAN ports, or a device on top of another. */
  public record Wire(String from, String to, WireKind kind) {}
}
