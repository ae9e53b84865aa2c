package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.host.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether dockerd can run here; finding out starts nothing and loads nothing. */
final class DockerChecks {
  private static final String INSTALL = "sudo apt-get install docker.io iptables";

  /** What every Docker network is made of, by the kernel's configuration option. */
  private static final Map<String, String> BASICS =
      Map.of("CONFIG_BRIDGE", "bridges", "CONFIG_VETH", "veth pairs");

  private DockerChecks() {}

  /** Whether a private dockerd can run on a host. */
  static Support lab(Host host) {
    return Support.programs(host, INSTALL, "dockerd", "containerd", "runc", "iptables")
        .and(privileges(host))
        .and(kernel(host, BASICS));
  }

  /** Whether the kernel has VXLAN. */
  static Support vxlan(Host host) {
    return kernel(host, Map.of("CONFIG_VXLAN", "VXLAN"));
  }

  /** Whether the user's own daemon answers and is new enough. */
  static Support user(DockerApi api) {
    try {
      api.version();
      return Support.YES;
    } catch (LinerateException e) {
      return Support.no(String.valueOf(e.getMessage()), e.nextStep());
    }
  }

  /** Root inside a user namespace may not mount what dockerd mounts. */
  static Support privileges(Host host) {
    String uids = host.read("/proc/self/status").orElse("");
    if (!uids.contains("\nUid:\t0\t0\t")) {
      return Support.no("dockerd needs root", "run it with sudo");
    }
    // user_namespaces(7): outside of any, all 2³² − 1 ids map onto themselves
    String map = host.read("/proc/self/uid_map").orElse("0 0 4294967295");
    return map.strip().split("\\s+").length == 3 && map.contains("4294967295")
        ? Support.YES
        : Support.no("dockerd needs root outside of a user namespace", "run it with sudo");
  }

  private static Support kernel(Host host, Map<String, String> features) {
    String release = host.read("/proc/sys/kernel/osrelease").orElse("").strip();
    return configuration(host, release)
        .map(configuration -> missing(configuration, release, features))
        .orElse(Support.YES);
  }

  /** What the kernel was built with; empty where that is kept nowhere, and then we try. */
  private static Optional<String> configuration(Host host, String release) {
    Optional<String> file = host.read("/boot/config-" + release);
    if (file.isPresent() || host.which("zcat").isEmpty()) {
      return file;
    }
    Output output = host.run(Command.of("zcat", "/proc/config.gz"));
    return output.ok() ? Optional.of(output.out()) : Optional.empty();
  }

  /** Reasons for those features that a kernel configuration leaves out. */
  static Support missing(String configuration, String release, Map<String, String> features) {
    List<String> lines = configuration.lines().toList();
    List<Support.Reason> reasons = new ArrayList<>();
    features.forEach((option, name) -> {
      if (!lines.contains(option + "=y") && !lines.contains(option + "=m")) {
        reasons.add(
            new Support.Reason(
                "the kernel " + release + " has no " + name, "boot one built with " + option));
      }
    });
    return new Support(reasons);
  }
}
