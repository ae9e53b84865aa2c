package dev.linerate.network.ovs;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Open vSwitch bridges on two hosts joined by a VXLAN tunnel. */
public final class OvsOverlay implements NetworkDriver {
  private final Ovses ovses;

  public OvsOverlay(Ovses ovses) {
    this.ovses = ovses;
  }

  @Override
  public String name() {
    return "ovs-overlay";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return OvsChecks.overlay(hosts);
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Uplink first = spec.hosts().get(0).uplink().orElseThrow();
    Uplink second = spec.hosts().get(1).uplink().orElseThrow();
    Mtu inner = first.link().mtu().minus(OvsTunnel.OVERHEAD);
    OvsSwitch.Shape shape = new OvsSwitch.Shape("lr-ovsov0", "lr-oo", "198.19.6.", inner);
    OvsTunnel tunnel = new OvsTunnel(first, second);
    return new OvsNetwork(ovses, spec, owner, "oo", shape, Optional.of(tunnel)).build();
  }
}
