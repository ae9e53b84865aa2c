package dev.linerate.network.ovs;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two namespaces joined to an Open vSwitch bridge of their host. */
public final class OvsBridge implements NetworkDriver {
  private final Ovses ovses;

  public OvsBridge(Ovses ovses) {
    this.ovses = ovses;
  }

  @Override
  public String name() {
    return "ovs-bridge";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return OvsChecks.bridge(hosts);
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Mtu mtu = spec.hosts().getFirst().uplink().map(Uplink::link).orElse(LinkSpec.GIGABIT).mtu();
    OvsSwitch.Shape shape = new OvsSwitch.Shape("lr-ovsbr0", "lr-ob", "198.19.5.", mtu);
    return new OvsNetwork(ovses, spec, owner, "ob", shape, Optional.empty()).build();
  }
}
