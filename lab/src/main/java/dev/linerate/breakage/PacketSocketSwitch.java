package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.ownership.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scene {@link Scene#PACKET_SOCKETS}: an Open vSwitch of its own, in a namespace of its own,
 * with the userspace datapath. ovs-vswitchd reads veth pairs through packet sockets, which hand it
 * packets whose checksum was left to hardware; without TSO support it passes them on as they are.
 * So the containers must compute checksums themselves ({@code ethtool -K eth0 tx off}), and do
 * until {@link #breakChecksums}.
 */
final class PacketSocketSwitch {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Site site;
  private final Path directory;
  private final SwitchScene scene;

  private PacketSocketSwitch(Site site) {
    this.site = site;
    this.directory = site.host().stateDirectory().resolve("packet-sockets");
    String folder = directory.toString();
    Map<String, String> environment =
        Map.of(
            "OVS_RUNDIR",
            folder,
            "OVS_DBDIR",
            folder,
            "OVS_LOGDIR",
            folder,
            "OVS_SYSCONFDIR",
            folder);
    NetNs where = NetNs.named(site.owner().mark("cs-sw"));
    this.scene = new SwitchScene(site, where, environment, "cs", "198.19.42.");
  }

  static void breakChecksums(Site site) {
    site.requirePrograms("ethtool", "ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl");
    PacketSocketSwitch packets = new PacketSocketSwitch(site);
    if (!packets.scene.built()) {
      packets.startDaemons();
      packets.scene.build("netdev");
      site.ask(packets.scene.container("a"), "ethtool", "-K", "eth0", "tx", "off");
      site.ask(packets.scene.container("b"), "ethtool", "-K", "eth0", "tx", "off");
    }
    NetNs container = packets.scene.container("a");
    site.undo(container, "ethtool", "-K", "eth0", "tx", "off");
    site.run(container, "ethtool", "-K", "eth0", "tx", "on");
  }

  private void startDaemons() {
    String name = site.owner().mark("cs-sw");
    NetNs host = Site.namespace(site.host());
    site.owner().record(new Entry(Entry.Kind.NETNS, name));
    site.ask(host, "ip", "netns", "add", name);
    site.ask(host, "mkdir", "-p", directory.toString());
    String database = directory.resolve("conf.db").toString();
    site.host().require(scene.command("ovsdb-tool", "create", database));
    site.host().start(daemon("ovsdb-server", database, "--remote=p" + remote()));
    await("ovsdb-server", scene.command("ovs-vsctl", "--timeout=3", "--no-wait", "init"));
    site.host().start(daemon("ovs-vswitchd", remote()));
    String control = directory.resolve("ovs-vswitchd.ctl").toString();
    await(
        "ovs-vswitchd",
        scene.command("ovs-appctl", "--timeout=2", "--target=" + control, "version"));
  }

  private Command daemon(String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(List.of(arguments));
    all.add("--unixctl=" + directory.resolve(program + ".ctl"));
    all.addAll(List.of("-vconsole:info", "-vsyslog:off", "-vfile:off"));
    return scene.command(all).loggingTo(directory.resolve(program + ".log"));
  }

  private void await(String program, Command question) {
    if (!Await.until(START_LIMIT, () -> site.host().run(question).ok())) {
      throw LinerateException.environment(
          program + " does not answer", "Its log is in " + directory);
    }
  }

  private String remote() {
    return "unix:" + directory.resolve("db.sock");
  }
}
