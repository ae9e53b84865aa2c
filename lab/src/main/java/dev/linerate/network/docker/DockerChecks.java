package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.KernelFeature;

/** Whether dockerd can run here; finding out starts nothing and loads nothing. */
final class DockerChecks {
  private static final String INSTALL = "sudo apt-get install docker.io iptables";

  private DockerChecks() {}

  /** Whether a private dockerd can run on a host. */
  static Support lab(Host host) {
    return Support.programs(host, INSTALL, "dockerd", "containerd", "runc", "iptables")
        .and(privileges(host))
        .and(KernelFeature.check(host, KernelFeature.BRIDGE, KernelFeature.VETH));
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
}
