package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.NetNs;
import dev.linerate.linux.ConnectionTable;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Fills a host's connection tracking table. The limit is the machine's and cannot be set in a
 * namespace, but each namespace is counted by itself; so the entries are made for real.
 */
final class ConntrackFill {
  /** An entry takes some 320 bytes of the kernel's memory: 320 MB. */
  private static final int MOST = 1_000_000;

  private static final String COUNT = "/proc/sys/net/netfilter/nf_conntrack_count";
  private static final String MAX = "/proc/sys/net/netfilter/nf_conntrack_max";

  private ConntrackFill() {}

  static void make(Site site) {
    NetNs here = Site.namespace(site.host());
    // the kernel tracks connections only where a rule wants to know of them
    site.firewall(
        here, "INPUT", "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED", "-j", "ACCEPT");
    int max = Integer.parseInt(site.ask(here, "cat", MAX).strip());
    if (max > MOST) {
      throw LinerateException.environment(
          "this machine tracks %d connections: to make so many takes too much of its memory"
              .formatted(max),
          "Lower net.netfilter.nf_conntrack_max to " + MOST + " or less for the training");
    }
    site.undo(new Undo.Forget());
    inside(
        here,
        () -> {
          ConnectionTable.fill(max);
          return null;
        });
    site.note(
        "filled the connection tracking table: %s of %d entries"
            .formatted(site.ask(here, "cat", COUNT).strip(), max));
  }

  /** Removes every entry of a namespace. */
  static void forget(NetNs where) {
    inside(
        where,
        () -> {
          ConnectionTable.clear();
          return null;
        });
  }

  private static void inside(NetNs where, Callable<Void> work) {
    try {
      NetworkNamespace.call(Path.of(where.path()), work);
    } catch (LinuxException e) {
      throw LinerateException.environment(
          "cannot change the connection tracking table: " + e.getMessage(), "", e);
    }
  }
}
