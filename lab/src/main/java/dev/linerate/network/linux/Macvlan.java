package dev.linerate.network.linux;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Namespaces with interfaces of their own on the host's link, switched by it: no bridge between.
 */
public final class Macvlan implements NetworkDriver {
  @Override
  public String name() {
    return "macvlan";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return Kernel.check(hosts, KernelFeature.MACVLAN);
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    return Kernel.network(
        spec,
        0,
        construction -> {
          Namespaces namespaces = new Namespaces(construction, owner, "mv");
          return Seats.of(spec).stream().map(seat -> endpoint(namespaces, seat)).toList();
        });
  }

  private static Endpoint endpoint(Namespaces namespaces, Seats.Seat seat) {
    Host host = seat.host();
    Uplink uplink = host.uplink().orElseThrow();
    NetNs namespace = namespaces.add(host, seat.letter());
    namespaces
        .construction()
        .run(
            host,
            "ip",
            "link",
            "add",
            "link",
            uplink.iface(),
            "name",
            "eth0",
            "netns",
            String.valueOf(Path.of(namespace.path()).getFileName()),
            "type",
            "macvlan",
            "mode",
            "bridge");
    return namespaces.addressed(
        host, namespace, seat.letter(), "198.19.3." + seat.number(), uplink.link().mtu());
  }
}
