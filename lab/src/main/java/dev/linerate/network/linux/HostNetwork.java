package dev.linerate.network.linux;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.TopologyReader;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The baseline: no container network. Loopback on one host, the bare link between two. */
public final class HostNetwork implements NetworkDriver {
  private static final Mtu LOOPBACK_MTU = new Mtu(65536);

  @Override
  public String name() {
    return "host";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return Kernel.check(hosts);
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Map<Placement, EndpointPair> pairs = new EnumMap<>(Placement.class);
    Host first = spec.hosts().getFirst();
    if (spec.placements().contains(Placement.SAME_HOST)) {
      Endpoint loopback =
          new Endpoint(first, namespace(first), first.name(), "lo", "127.0.0.1", LOOPBACK_MTU);
      pairs.put(Placement.SAME_HOST, new EndpointPair(loopback, loopback));
    }
    if (spec.placements().contains(Placement.CROSS_HOST)) {
      pairs.put(
          Placement.CROSS_HOST, new EndpointPair(uplinkOf(first), uplinkOf(spec.hosts().get(1))));
    }
    return new BuiltNetwork(pairs, 0, "kernel", List.of(), () -> layout(pairs), new Construction());
  }

  private static Endpoint uplinkOf(Host host) {
    Uplink uplink =
        host.uplink()
            .orElseThrow(
                () -> LinerateException.internal(host.name() + " has no link to other hosts", ""));
    return new Endpoint(
        host, namespace(host), host.name(), uplink.iface(), uplink.address(), uplink.link().mtu());
  }

  private static NetNs namespace(Host host) {
    return host.netns().orElse(NetNs.ofProcess(ProcessHandle.current().pid()));
  }

  private static Layout layout(Map<Placement, EndpointPair> pairs) {
    List<Endpoint> ends =
        pairs.values().stream().flatMap(p -> Stream.of(p.client(), p.server())).toList();
    return new TopologyReader()
        .lookAt(ends.stream().map(Endpoint::host).toList())
        .reach(ends.stream().map(end -> end.host().name() + "/" + end.iface()).distinct().toList());
  }
}
