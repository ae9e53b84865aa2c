package dev.linerate.network.linux;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.KernelBridge;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Set;

/** Two namespaces joined by veth pairs to a bridge of the kernel: docker0 without Docker. */
public final class LinuxBridge implements NetworkDriver {
  private static final String BRIDGE = "lr-br0";

  @Override
  public String name() {
    return "linux-bridge";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return Kernel.check(hosts, KernelFeature.BRIDGE, KernelFeature.VETH);
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Host host = spec.hosts().getFirst();
    Mtu mtu = host.uplink().map(Uplink::link).orElse(LinkSpec.GIGABIT).mtu();
    return Kernel.network(
        spec,
        0,
        construction -> {
          KernelBridge.add(construction, host, BRIDGE, mtu);
          Namespaces namespaces = new Namespaces(construction, owner, "lb");
          return joined(namespaces, spec, BRIDGE, "lr-lb", "198.19.1.", mtu);
        });
  }

  /** The endpoints as namespaces with addresses, each joined to the bridge of its host. */
  static List<Endpoint> joined(
      Namespaces namespaces, NetworkSpec spec, String bridge, String port, String net, Mtu mtu) {
    return Seats.of(spec).stream()
        .map(seat -> joined(namespaces, seat, bridge, port, net, mtu))
        .toList();
  }

  /** A namespace with an address, joined to a bridge of its host. */
  private static Endpoint joined(
      Namespaces namespaces, Seats.Seat seat, String bridge, String port, String net, Mtu mtu) {
    Host host = seat.host();
    Endpoint endpoint =
        namespaces.join(
            host,
            namespaces.add(host, seat.letter()),
            seat.letter(),
            port + seat.letter(),
            net + seat.number(),
            mtu);
    namespaces
        .construction()
        .run(host, "ip", "link", "set", port + seat.letter(), "master", bridge, "up");
    return endpoint;
  }
}
