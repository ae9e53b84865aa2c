package dev.linerate.it.network;

import dev.linerate.host.Endpoint;
import dev.linerate.result.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which ports of a drawn network hang together. */
final class Joined {
  private Joined() {}

  /**
   * The port that has an endpoint's address.
   *
   * @throws java.util.NoSuchElementException when none has
   */
  static String port(Topology topology, Endpoint end) {
    return topology.ports().stream()
        .filter(port -> port.addresses().stream().anyMatch(a -> a.startsWith(end.address() + "/")))
        .map(Topology.Port::id)
        .findFirst()
        .orElseThrow();
  }

  /** The ports that can be reached from one, over bridges and wires. */
  static Set<String> with(Topology topology, String port) {
    Set<String> seen = new HashSet<>(Set.of(port));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (String next : neighbours(topology, open.pop())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }

  private static List<String> neighbours(Topology topology, String port) {
    List<String> next = new ArrayList<>();
    for (Topology.Wire wire : topology.wires()) {
      if (wire.from().equals(port)) {
        next.add(wire.to());
      } else if (wire.to().equals(port)) {
        next.add(wire.from());
      }
    }
    for (Topology.Port other : topology.ports()) {
      if (other.id().equals(port)) {
        other.master().ifPresent(next::add);
      } else if (other.master().filter(port::equals).isPresent()) {
        next.add(other.id());
      }
    }
    return next;
  }
}
