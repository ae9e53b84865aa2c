package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.host.NetNs;
import java.util.List;

/** Limits of the kernel that are reached or set too low. */
final class LimitFaults {
  private static final String SMALL = "4096\t8192\t16384";

  private LimitFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "small-buffers",
            Fault.BUFFERS,
            "TCP's buffers may not grow beyond 16 KB",
            Scene.HOSTS,
            LimitFaults::smallBuffers),
        new Breakage(
            "conntrack-full",
            Fault.CONNTRACK_FULL,
            "the host tracks as many connections as it can",
            Scene.HOSTS,
            ConntrackFill::make));
  }

  private static void smallBuffers(Site site) {
    NetNs here = Site.namespace(site.host());
    site.sysctl(here, "net/ipv4/tcp_rmem", SMALL);
    site.sysctl(here, "net/ipv4/tcp_wmem", SMALL);
  }
}
