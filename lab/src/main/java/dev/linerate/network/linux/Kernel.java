package dev.linerate.network.linux;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.network.TopologyReader;
import dev.linerate.result.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What the kernel-only drivers have in common. */
final class Kernel {
  private Kernel() {}

  /** The programs every driver needs on every host. */
  static Support programs(List<Host> hosts) {
    Support support = Support.YES;
    for (Host host : hosts.stream().distinct().toList()) {
      support =
          support.and(
              Support.programs(host, "sudo apt-get install iproute2 util-linux", "ip", "nsenter"));
    }
    return support;
  }

  /** Two hosts are needed as soon as one endpoint is elsewhere. */
  static Support twoHosts(List<Host> hosts) {
    return hosts.size() >= 2
        ? Support.YES
        : Support.no("it needs two hosts and there is one", "raise hosts in the plan");
  }

  /**
   * Whether the running kernel has a module, built in, loaded or on disk to be loaded.
   *
   * @param module its file name: {@code macvlan}
   * @param option the kernel's configuration option, to name it
   */
  static Support module(String module, String option) {
    String release = System.getProperty("os.version", "");
    Path folder = Path.of("/lib/modules", release);
    if (Files.exists(Path.of("/sys/module", module))
        || mentions(folder.resolve("modules.builtin"), module)
        || mentions(folder.resolve("modules.dep"), module)
        || !Files.isDirectory(folder)) {
      // without a module folder nothing can be told before it is tried
      return Support.YES;
    }
    return Support.no(
        "this kernel (" + release + ") has no " + module,
        "use a kernel with " + option + ", or leave the network out");
  }

  private static boolean mentions(Path list, String module) {
    try {
      return Files.readString(list).contains("/" + module + ".ko");
    } catch (IOException e) {
      return false;
    }
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
          () -> topology(made),
          construction);
    });
  }

  /** Hosts, what joins them and the endpoints, as they really are. */
  static Topology topology(List<Endpoint> endpoints) {
    TopologyReader reader =
        new TopologyReader().lookAt(endpoints.stream().map(Endpoint::host).toList());
    endpoints.forEach(reader::lookAt);
    return reader.between(endpoints);
  }
}
