package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Daemons that have gone, and what they lose. */
final class ServiceFaults {
  private static final Duration END_LIMIT = Duration.ofSeconds(20);

  private ServiceFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "docker-down",
            Fault.DOCKER_DOWN,
            "the host's dockerd has ended",
            Scene.DOCKER,
            ServiceFaults::dockerDown),
        new Breakage(
            "chains-flushed",
            Fault.CHAINS_MISSING,
            "the firewall was restarted after dockerd: its chains are gone",
            Scene.DOCKER,
            ServiceFaults::chainsFlushed),
        new Breakage(
            "iptables-mode",
            Fault.DOCKER_IPTABLES,
            "somebody writes rules with the other iptables than Docker does",
            Scene.DOCKER,
            ServiceFaults::otherIptables),
        new Breakage(
            "leftovers",
            Fault.LEFTOVERS,
            "a run was killed, and nobody has cleaned up",
            Scene.HOSTS,
            ServiceFaults::leftovers));
  }

  private static void dockerDown(Site site) {
    end(site, "-TERM");
  }

  /**
   * Ends the host's dockerd and waits until it has gone.
   *
   * @param signal {@code -KILL} leaves it no time to tidy up
   */
  static void end(Site site, String signal) {
    HostService docker = site.service("docker", site.host());
    Path pidFile = site.host().stateDirectory().resolve("docker/pid");
    String pid = site.host().read(pidFile.toString()).orElse("").strip();
    requireOwn(site, pid);
    site.undo(new Undo.Start("docker"));
    site.run(Command.of("kill", signal, pid));
    // one that still goes takes the file with its successor's number along
    if (!Await.until(
        END_LIMIT, () -> docker.state(site.host()) == HostService.State.ENDED && gone(site, pid))) {
      throw LinerateException.environment("dockerd does not end", "Try again");
    }
  }

  /** Of a process that has ended and was not yet waited for, the kernel knows no arguments. */
  private static boolean gone(Site site, String pid) {
    return site.host().read("/proc/" + pid + "/cmdline").orElse("").isEmpty();
  }

  /** A number in a file may be another process's by now. */
  private static void requireOwn(Site site, String pid) {
    String environment =
        pid.matches("\\d{1,9}") ? site.host().read("/proc/" + pid + "/environ").orElse("") : "";
    if (!environment.contains(Owner.VARIABLE + "=" + site.owner().id())) {
      throw LinerateException.environment(
          "no dockerd of this lab runs as process \"" + pid + "\"", "Take the lab down and up");
    }
  }

  private static void chainsFlushed(Site site) {
    site.service("docker", site.host());
    NetNs here = Site.namespace(site.host());
    for (String table : List.of("filter", "nat")) {
      String rules = site.ask(here, "iptables-save", "-t", table);
      site.undo(new Undo.Run(Command.of("iptables-restore").reading(rules).in(here)));
      site.run(here, "iptables", "--wait", "-t", table, "-F");
      site.run(here, "iptables", "--wait", "-t", table, "-X");
    }
  }

  /** Packets must pass both, and each shows only its own rules. */
  private static void otherIptables(Site site) {
    site.service("docker", site.host());
    site.requirePrograms("iptables");
    NetNs here = Site.namespace(site.host());
    boolean nft = site.ask(here, "iptables", "--version").contains("nf_tables");
    String other = nft ? "iptables-legacy" : "iptables-nft";
    site.requirePrograms(other);
    site.undo(here, other, "--wait", "-P", "FORWARD", "ACCEPT");
    site.run(here, other, "--wait", "-P", "FORWARD", "DROP");
  }

  /** An owner whose process has gone and that nobody asked to keep. */
  private static void leftovers(Site site) {
    Path stateRoot = Path.of(String.valueOf(site.owner().directory().getParent()));
    try (Owner killed = Owner.create(stateRoot)) {
      site.undo(new Undo.Remove(killed.id()));
      String name = killed.mark("h1");
      killed.record(new Entry(Entry.Kind.NETNS, name));
      site.run(Site.namespace(site.host()), "ip", "netns", "add", name);
    }
  }
}
