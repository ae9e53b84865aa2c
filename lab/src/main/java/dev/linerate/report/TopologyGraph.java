package dev.linerate.report;

import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Box;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.Port;
import dev.linerate.result.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions about a topology that its drawing asks. */
final class TopologyGraph {
  private static final Set<String> BRIDGES = Set.of("bridge", "openvswitch");

  private final Topology topology;
  private final Map<String, Box> boxes = new HashMap<>();
  private final Map<String, Port> ports = new HashMap<>();
  private final Set<String> masters;

  TopologyGraph(Topology topology) {
    this.topology = topology;
    topology.boxes().forEach(box -> boxes.put(box.id(), box));
    topology.ports().forEach(port -> ports.put(port.id(), port));
    masters =
        topology.ports().stream().flatMap(p -> p.master().stream()).collect(Collectors.toSet());
  }

  /** Boxes that stand beside each other, without switches. */
  List<Box> hosts() {
    return top().stream().filter(box -> box.kind() != BoxKind.SWITCH).toList();
  }

  List<Box> switches() {
    return top().stream().filter(box -> box.kind() == BoxKind.SWITCH).toList();
  }

  List<Box> inside(Box outer) {
    return topology.boxes().stream()
        .filter(box -> box.inside().equals(Optional.of(outer.id())))
        .toList();
  }

  List<Port> ports(Box box) {
    return topology.ports().stream().filter(port -> port.box().equals(box.id())).toList();
  }

  /** Wires of which both ends exist. */
  List<Wire> wires() {
    return topology.wires().stream()
        .filter(w -> ports.containsKey(w.from()) && ports.containsKey(w.to()))
        .toList();
  }

  /** A bridge or switch, drawn as a bar. */
  boolean isBar(Port port) {
    return masters.contains(port.id()) || BRIDGES.contains(port.kind());
  }

  /** The bar of the same box that a port belongs to. */
  Optional<Port> master(Port port) {
    return port.master()
        .flatMap(id -> Optional.ofNullable(ports.get(id)))
        .filter(master -> master.box().equals(port.box()) && !isBar(port));
  }

  List<Port> members(Port bar) {
    return ports(box(bar)).stream()
        .filter(port -> master(port).map(Port::id).equals(Optional.of(bar.id())))
        .toList();
  }

  /** The ports at the other ends of a port's wires. */
  List<Port> peers(Port port) {
    List<Port> peers = new ArrayList<>();
    for (Wire wire : wires()) {
      if (wire.from().equals(port.id())) {
        peers.add(port(wire.to()));
      } else if (wire.to().equals(port.id())) {
        peers.add(port(wire.from()));
      }
    }
    return peers;
  }

  /** Position among the boxes of the first peer in another box; last without one. */
  int peerOrder(Port port) {
    return peers(port).stream()
        .filter(peer -> !peer.box().equals(port.box()))
        .mapToInt(peer -> topology.boxes().indexOf(box(peer)))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Whether a wire leads to a container: these ports are drawn above their bridge. */
  boolean leadsToContainer(Port port) {
    return peers(port).stream()
        .anyMatch(p -> !p.box().equals(port.box()) && box(p).kind() == BoxKind.CONTAINER);
  }

  /** Whether a wire leads to a box that is drawn outside the port's own. */
  boolean leadsOut(Port port) {
    return peers(port).stream().anyMatch(peer -> !within(box(peer), port.box()));
  }

  private boolean within(Box box, String outer) {
    Optional<Box> step = Optional.of(box);
    for (int depth = 0; depth <= boxes.size() && step.isPresent(); depth++) {
      if (step.get().id().equals(outer)) {
        return true;
      }
      step = step.get().inside().flatMap(id -> Optional.ofNullable(boxes.get(id)));
    }
    return false;
  }

  private List<Box> top() {
    return topology.boxes().stream()
        .filter(box -> box.inside().filter(boxes::containsKey).isEmpty())
        .toList();
  }

  private Box box(Port port) {
    return Objects.requireNonNull(boxes.get(port.box()), port.box());
  }

  private Port port(String id) {
    return Objects.requireNonNull(ports.get(id), id);
  }
}
