package dev.linerate.network;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.Port;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as it was read back, and where each part of it can be looked at again.
 *
 * @param places the namespaces that were looked into, by the id of their box
 */
public record Layout(Topology topology, Map<String, Place> places) {
  public static final Layout EMPTY = new Layout(Topology.EMPTY, Map.of());

  public Layout {
    places = Map.copyOf(places);
  }

  /** A network namespace; {@code host} is where commands for it run. */
  public record Place(Host host, NetNs namespace) {}

  /**
   * The interfaces that a packet between two endpoints passes, in order; where that cannot be told,
   * all that there are.
   */
  public List<Port> path(EndpointPair pair) {
    List<Port> path =
        port(pair.client())
            .flatMap(from -> port(pair.server()).map(to -> topology.path(from, to)))
            .orElse(List.of());
    return path.isEmpty() ? topology.ports() : path;
  }

  /** The id of an endpoint's interface. */
  private Optional<String> port(Endpoint endpoint) {
    return topology.ports().stream()
        .filter(port -> port.name().equals(endpoint.iface()))
        .filter(port ->
            Optional.ofNullable(places.get(port.box()))
                .filter(place -> place.namespace().equals(endpoint.netns()))
                .isPresent())
        .map(Port::id)
        .findFirst();
  }
}
