package dev.linerate.network.ovs;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.Seats.Seat;
import dev.linerate.ownership.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds a network of Open vSwitch bridges, on all of its hosts at once. */
final class OvsNetwork {
  private final Ovses ovses;
  private final NetworkSpec spec;
  private final OvsSwitch.Shape shape;
  private final Construction construction = new Construction();
  private final Namespaces namespaces;
  private final Optional<OvsTunnel> tunnel;
  private final Map<Seat, Endpoint> made = new ConcurrentHashMap<>();

  /**
   * Says what to build.
   *
   * @param prefix short name of the network in the names of its namespaces
   * @param tunnel joins the bridges of the two hosts; empty when each is alone
   */
  OvsNetwork(
      Ovses ovses,
      NetworkSpec spec,
      Owner owner,
      String prefix,
      OvsSwitch.Shape shape,
      Optional<OvsTunnel> tunnel) {
    this.ovses = ovses;
    this.spec = spec;
    this.shape = shape;
    this.namespaces = new Namespaces(construction, owner, prefix);
    this.tunnel = tunnel;
  }

  /** Builds it; when that fails, what was made is removed before the failure is passed on. */
  Network build() {
    try {
      List<OvsSwitch> switches = Parallel.map(Seats.hosts(spec), this::onHost);
      List<Endpoint> endpoints = Seats.of(spec).stream().map(made::get).toList();
      Datapath datapath = switches.getFirst().ovs().datapath();
      return new BuiltNetwork(
          Seats.pairs(spec, endpoints),
          tunnel.isPresent() ? OvsTunnel.OVERHEAD : 0,
          datapath.label(),
          datapath.notes(),
          () -> OvsTopology.read(switches, made),
          construction);
    } catch (RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  private OvsSwitch onHost(Host host) {
    OvsSwitch bridge = new OvsSwitch(ovses.of(host), construction, namespaces, shape);
    bridge.addBridge();
    tunnel.ifPresent(t -> t.addTo(bridge));
    Seats.of(spec).stream()
        .filter(seat -> seat.host().equals(host))
        .forEach(seat -> made.put(seat, bridge.addEndpoint(seat)));
    return bridge;
  }

  private void undo(RuntimeException cause) {
    try {
      construction.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
