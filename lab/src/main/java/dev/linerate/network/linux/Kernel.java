package dev.linerate.network.linux;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.HostChecks;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.TopologyReader;
import java.util.List;
import java.util.function.Function;

/** What the kernel-only drivers have in common. */
final class Kernel {
  private static final String INSTALL = "sudo apt-get install iproute2 util-linux";

  private Kernel() {}

  /** Whether every host has the programs that all of these drivers need, and these features. */
  static Support check(List<Host> hosts, KernelFeature... features) {
    return HostChecks.onEach(
        hosts,
        host ->
            Support.programs(host, INSTALL, "ip", "nsenter")
                .and(KernelFeature.check(host, features)));
  }

  /**
   * A network between endpoints that the kernel alone joins.
   *
   * @param make makes the endpoints {@link Seats#of} asks for, in that order
   */
  static Network network(
      NetworkSpec spec, int encapsulation, Function<Construction, List<Endpoint>> make) {
    return Construction.building(construction -> {
      List<Endpoint> made = make.apply(construction);
      return new BuiltNetwork(
          Seats.pairs(spec, made),
          encapsulation,
          "kernel",
          List.of(),
          () -> layout(made),
          construction);
    });
  }

  /** Hosts, what joins them and the endpoints, as they really are. */
  static Layout layout(List<Endpoint> endpoints) {
    TopologyReader reader =
        new TopologyReader().lookAt(endpoints.stream().map(Endpoint::host).toList());
    endpoints.forEach(reader::lookAt);
    return reader.between(endpoints);
  }
}
