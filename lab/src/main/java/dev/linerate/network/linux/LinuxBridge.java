package dev.linerate.network.linux;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
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
import java.util.ArrayList;
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
    Construction construction = new Construction();
    try {
      Host host = spec.hosts().getFirst();
      Mtu mtu = host.uplink().map(Uplink::link).orElse(LinkSpec.GIGABIT).mtu();
      KernelBridge.add(construction, host, BRIDGE, mtu);
      Namespaces namespaces = new Namespaces(construction, owner, "lb");
      List<Endpoint> made = new ArrayList<>();
      for (Seats.Seat seat : Seats.of(spec)) {
        made.add(joined(namespaces, seat, BRIDGE, "lr-lb", "198.19.1.", mtu));
      }
      return new BuiltNetwork(
          Seats.pairs(spec, made),
          0,
          "kernel",
          List.of(),
          () -> Kernel.topology(made),
          construction);
    } catch (RuntimeException e) {
      undo(construction, e);
      throw e;
    }
  }

  /** A namespace with an address, joined to a bridge of its host. */
  static Endpoint joined(
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

  /** Takes back what was made when creation fails; a second failure does not hide the first. */
  static void undo(Construction construction, RuntimeException cause) {
    try {
      construction.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
