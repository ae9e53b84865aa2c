package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Daemons that have gone, and what they leave or lose. */
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
            "stale-vxlan",
            Fault.SWARM_STALE,
            "a vxlan interface of an overlay that Docker no longer has",
            Scene.SWARM,
            ServiceFaults::staleVxlan),
        new Breakage(
            "swarm-ports",
            Fault.SWARM_PORTS,
            "the host's firewall drops the ports of Swarm",
            Scene.SWARM,
            ServiceFaults::swarmPorts),
        new Breakage(
            "leftovers",
            Fault.LEFTOVERS,
            "a run was killed, and nobody has cleaned up",
            Scene.HOSTS,
            ServiceFaults::leftovers));
  }

  private static void dockerDown(Site site) {
    HostService docker = site.service("docker", site.host());
    Path pidFile = site.host().stateDirectory().resolve("docker/pid");
    String pid = site.host().read(pidFile.toString()).orElse("").strip();
    requireOwn(site, pid);
    site.undo(new Undo.Start("docker"));
    site.run(Command.of("kill", pid));
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

  /** Docker gives its second network the VNI 4097; its interfaces are called {@code vx-VNI-ID}. */
  private static void staleVxlan(Site site) {
    swarm(site);
    NetNs here = Site.namespace(site.host());
    String name = "vx-001001-lrstl";
    site.undo(here, "ip", "link", "delete", name);
    site.run(
        here,
        "ip",
        "link",
        "add",
        name,
        "type",
        "vxlan",
        "id",
        "4097",
        "dstport",
        "4789",
        "nolearning");
  }

  private static void swarmPorts(Site site) {
    swarm(site);
    NetNs here = Site.namespace(site.host());
    for (String port : List.of("2377", "7946")) {
      site.firewall(here, "INPUT", "-p", "tcp", "--dport", port, "-j", "DROP");
    }
    for (String port : List.of("7946", "4789")) {
      site.firewall(here, "INPUT", "-p", "udp", "--dport", port, "-j", "DROP");
    }
  }

  /** The lab's first host manages, the second works. */
  private static void swarm(Site site) {
    site.requirePrograms("docker");
    Host manager = site.pair().get(0);
    Host worker = site.pair().get(1);
    HostService docker = site.service("docker", manager);
    site.service("docker", worker);
    if (!inSwarm(site, docker, manager)) {
      docker(site, docker, manager, "swarm", "init", "--advertise-addr", Routed.address(manager));
    }
    if (!inSwarm(site, docker, worker)) {
      String token = docker(site, docker, manager, "swarm", "join-token", "--quiet", "worker");
      docker(
          site,
          docker,
          worker,
          "swarm",
          "join",
          "--token",
          token,
          Routed.address(manager) + ":2377");
    }
  }

  private static boolean inSwarm(Site site, HostService docker, Host host) {
    return docker(site, docker, host, "info", "--format", "{{.Swarm.LocalNodeState}}")
        .equals("active");
  }

  private static String docker(Site site, HostService docker, Host host, String... arguments) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("docker"), java.util.Arrays.stream(arguments))
            .toArray(String[]::new);
    Command command = site.command(docker, host, all).within(Duration.ofSeconds(60));
    return host.require(command).strip();
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
