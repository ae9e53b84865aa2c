package dev.linerate.network.linux;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.Construction;
import dev.linerate.network.HostChecks;
import dev.linerate.network.KernelBridge;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Set;

/** Bridges on two hosts joined by a VXLAN tunnel of the kernel: an overlay without Docker. */
public final class Vxlan implements NetworkDriver {
  /** Outer IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14 (RFC 7348), bytes. */
  static final int OVERHEAD = 50;

  /** The bridge on each host. */
  public static final String BRIDGE = "lr-vxbr0";

  /** The vxlan device on each host. */
  public static final String TUNNEL = "lr-vx0";

  private static final String VNI = "4200";

  /** Linux's own default; Docker's overlay uses IANA's 4789 in the same namespace. */
  public static final String UDP_PORT = "8472";

  @Override
  public String name() {
    return "vxlan";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return HostChecks.twoHosts(hosts)
        .and(Kernel.check(hosts, KernelFeature.VXLAN, KernelFeature.BRIDGE, KernelFeature.VETH));
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Uplink first = spec.hosts().get(0).uplink().orElseThrow();
    Uplink second = spec.hosts().get(1).uplink().orElseThrow();
    Mtu inner = first.link().mtu().minus(OVERHEAD);
    return Kernel.network(
        spec,
        OVERHEAD,
        construction -> {
          for (Host host : Seats.hosts(spec)) {
            Uplink here = host.uplink().orElseThrow();
            tunnel(construction, host, here, here.equals(first) ? second : first, inner);
          }
          Namespaces namespaces = new Namespaces(construction, owner, "vx");
          return LinuxBridge.joined(namespaces, spec, BRIDGE, "lr-vx", "198.19.2.", inner);
        });
  }

  private static void tunnel(
      Construction construction, Host host, Uplink here, Uplink there, Mtu inner) {
    KernelBridge.add(construction, host, BRIDGE, inner);
    construction.undo(() -> host.run(Command.of("ip", "link", "delete", TUNNEL)));
    construction.run(
        host,
        "ip",
        "link",
        "add",
        TUNNEL,
        "mtu",
        inner.toString(),
        "type",
        "vxlan",
        "id",
        VNI,
        "local",
        here.address(),
        "remote",
        there.address(),
        "dstport",
        UDP_PORT,
        "dev",
        here.iface());
    construction.run(host, "ip", "link", "set", TUNNEL, "master", BRIDGE, "up");
  }
}
