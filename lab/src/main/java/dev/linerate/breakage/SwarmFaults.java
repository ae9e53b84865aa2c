package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.ownership.Entry;
import dev.linerate.plan.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What keeps containers out of Swarm's overlays: what a dockerd left, and blocked ports. */
final class SwarmFaults {
  private static final String VXLAN_PORT = "4789";

  /** A manager waits for three heartbeats of five seconds. */
  private static final Duration DOWN_LIMIT = Duration.ofSeconds(40);

  private static final String JOINED = "lr-join";
  private static final String VNI =
      "{{index .Options \"com.docker.network.driver.overlay.vxlanid_list\"}}";

  /** Two blocks of zeros end a tar archive: this one holds nothing. */
  private static final String EMPTY_TAR = "\0".repeat(1024);

  private SwarmFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "stale-vxlan",
            Fault.SWARM_STALE,
            "a vxlan interface of an overlay that Docker no longer has",
            Scene.SWARM,
            SwarmFaults::staleVxlan),
        new Breakage(
            "stale-sandbox",
            Fault.SWARM_STALE,
            "dockerd was killed: an overlay it has forgotten still has its namespace and tunnel",
            Scene.SWARM,
            SwarmFaults::staleSandbox),
        new Breakage(
            "swarm-join",
            Fault.SWARM_JOIN,
            "something unseen has the VXLAN id of an overlay: no container can join it",
            Scene.SWARM,
            SwarmFaults::join),
        new Breakage(
            "vxlan-id",
            Fault.VXLAN_CLASH,
            "a tunnel of somebody else's has the id and the port of one of Docker's overlays",
            Scene.SWARM,
            SwarmFaults::sameId),
        new Breakage(
            "swarm-node",
            Fault.SWARM_NODE,
            "a node has left the swarm, and its manager counts on it",
            Scene.SWARM,
            SwarmFaults::nodeGone),
        new Breakage(
            "swarm-ports",
            Fault.SWARM_PORTS,
            "the host's firewall drops the ports of Swarm",
            Scene.SWARM,
            SwarmFaults::swarmPorts));
  }

  /** Docker gives its second network the VNI 4097; its interfaces are called {@code vx-VNI-ID}. */
  private static void staleVxlan(Site site) {
    new Swarmed(site).form();
    NetNs here = Site.namespace(site.host());
    String name = "vx-001001-lrstl";
    site.undo(here, "ip", "link", "delete", name);
    site.run(here, vxlan(name, "4097"));
  }

  private static String[] vxlan(String name, String id) {
    return new String[] {
      "ip", "link", "add", name, "type", "vxlan", "id", id, "dstport", VXLAN_PORT, "nolearning"
    };
  }

  /**
   * A dockerd that was killed does not know, once it is started again, that it has made a namespace
   * for the overlay: when the overlay is removed, the namespace and its tunnel stay.
   */
  private static void staleSandbox(Site site) {
    new Swarmed(site).form();
    List<String> before = sandboxes(site);
    DockerOverlay driver = new DockerOverlay(Dockers.ofLab(), ImageSpec.OWN);
    NetworkSpec spec = new NetworkSpec(site.pair(), Set.of(Placement.CROSS_HOST));
    try (Network overlay = driver.create(spec, site.owner())) {
      overlay.commands().forEach(site::note);
      sandboxes(site).stream()
          .filter(path -> !before.contains(path))
          .forEach(path -> {
            site.undo(new Undo.Run(Command.of("rm", "-f", path)));
            site.undo(new Undo.Run(Command.of("umount", path)));
          });
      ServiceFaults.end(site, "-KILL");
      site.service("docker", site.host());
      site.note("dockerd was started again, and then the overlay removed");
    }
    if (sandboxes(site).stream().allMatch(before::contains)) {
      throw LinerateException.environment(
          "this dockerd removes what an earlier one has left", "Break it with stale-vxlan");
    }
  }

  /** The namespaces of overlays, by their files. */
  private static List<String> sandboxes(Site site) {
    String folder = site.host().stateDirectory().resolve("docker/exec/netns").toString();
    return site.host().require("find", folder, "-name", "1-*").lines().toList();
  }

  /**
   * The id is taken in the host's namespace, and the tunnel that has it moved elsewhere: neither
   * Docker nor anybody who lists the host's interfaces sees it.
   */
  private static void join(Site site) {
    Swarmed swarm = new Swarmed(site);
    swarm.form();
    Host host = site.host();
    String log = host.stateDirectory().resolve("docker/log").toString();
    site.undo(new Undo.Run(Command.of("truncate", "--size=0", log)));
    hide(site, overlay(site, swarm, JOINED));
    site.run(swarm.command(host, "import", "-", JOINED).reading(EMPTY_TAR));
    site.undo(new Undo.Run(swarm.command(host, "rm", "--force", JOINED)));
    List<String> run = new ArrayList<>(List.of("run", "--detach", "--name", JOINED));
    // it never gets so far as to find that there is no such program
    run.addAll(List.of("--network", JOINED, JOINED, "/nothing"));
    site.attempt(swarm.command(host, run.toArray(String[]::new)));
    if (!host.read(log).orElse("").contains("sandbox join failed")) {
      throw LinerateException.environment(
          "Docker does not mind the id that is taken", "Break it with stale-vxlan");
    }
  }

  /** A new one that nobody has joined; gives its VXLAN id. */
  private static String overlay(Site site, Swarmed swarm, String name) {
    Host manager = swarm.manager();
    site.undo(new Undo.Run(swarm.command(manager, "network", "rm", name)));
    site.run(
        swarm.command(manager, "network", "create", "--driver", "overlay", "--attachable", name));
    return swarm.ask(manager, "network", "inspect", "--format", VNI, name);
  }

  /** Docker's network is made first: it would not choose an id that is taken. */
  private static void sameId(Site site) {
    Swarmed swarm = new Swarmed(site);
    swarm.form();
    String id = overlay(site, swarm, "lr-overlay");
    NetNs manager = Site.namespace(swarm.manager());
    site.undo(manager, "ip", "link", "delete", "lr-same0");
    site.run(manager, vxlan("lr-same0", id));
  }

  private static void nodeGone(Site site) {
    Swarmed swarm = new Swarmed(site);
    swarm.form();
    Host worker = swarm.worker();
    String id = swarm.ask(worker, "info", "--format", "{{.Swarm.NodeID}}");
    site.undo(new Undo.Run(swarm.joining()));
    site.undo(new Undo.Run(swarm.command(swarm.manager(), "node", "rm", "--force", id)));
    site.run(swarm.command(worker, "swarm", "leave"));
    Command state =
        swarm.command(swarm.manager(), "node", "inspect", "--format", "{{.Status.State}}", id);
    if (!Await.until(DOWN_LIMIT, () -> site.host().require(state).strip().equals("down"))) {
      throw LinerateException.environment("the manager does not notice", "Try again");
    }
  }

  private static void hide(Site site, String id) {
    NetNs here = Site.namespace(site.host());
    String hidden = site.owner().mark("hidden");
    site.owner().record(new Entry(Entry.Kind.NETNS, hidden));
    site.undo(here, "ip", "netns", "delete", hidden);
    site.run(here, "ip", "netns", "add", hidden);
    site.run(here, vxlan("lr-hidden0", id));
    site.run(here, "ip", "link", "set", "lr-hidden0", "netns", hidden);
  }

  private static void swarmPorts(Site site) {
    new Swarmed(site).form();
    NetNs here = Site.namespace(site.host());
    for (String port : List.of("2377", "7946")) {
      site.firewall(here, "INPUT", "-p", "tcp", "--dport", port, "-j", "DROP");
    }
    for (String port : List.of("7946", VXLAN_PORT)) {
      site.firewall(here, "INPUT", "-p", "udp", "--dport", port, "-j", "DROP");
    }
  }
}
