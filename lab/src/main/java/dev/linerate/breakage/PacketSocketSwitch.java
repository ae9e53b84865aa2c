package dev.linerate.breakage;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scene {@link Scene#PACKET_SOCKETS}: an Open vSwitch of its own with the userspace datapath,
 * whose ports are veth pairs. ovs-vswitchd reads those through packet sockets, which hand it
 * packets whose checksum was left to hardware; without TSO support it passes them on as they are.
 * So the containers must compute checksums themselves ({@code ethtool -K eth0 tx off}), and do
 * until {@link #breakChecksums}.
 */
final class PacketSocketSwitch {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final String BRIDGE = "lr-cs0";
  private static final List<String> CONTAINERS = List.of("a", "b");

  private final Site site;
  private final NetNs here;
  private final Path directory;

  private PacketSocketSwitch(Site site) {
    this.site = site;
    this.here = Site.namespace(site.host());
    this.directory = site.host().stateDirectory().resolve("packet-sockets");
  }

  static void breakChecksums(Site site) {
    site.requirePrograms("ethtool", "ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl");
    PacketSocketSwitch scene = new PacketSocketSwitch(site);
    if (!Files.exists(Path.of(scene.container("a").path()))) {
      scene.build();
    }
    NetNs container = scene.container("a");
    site.undo(container, "ethtool", "-K", "eth0", "tx", "off");
    site.run(container, "ethtool", "-K", "eth0", "tx", "on");
  }

  private NetNs container(String letter) {
    return NetNs.named(name(letter));
  }

  private String name(String letter) {
    return site.owner().mark("cs-" + letter);
  }

  private void build() {
    startDaemons();
    List<String> change =
        new ArrayList<>(
            List.of("add-br", BRIDGE, "--", "set", "Bridge", BRIDGE, "datapath_type=netdev"));
    int number = 1;
    for (String letter : CONTAINERS) {
      addContainer(letter, "198.19.42." + number++);
      change.addAll(List.of("--", "add-port", BRIDGE, port(letter)));
    }
    site.host().require(vsctl("--timeout=20", change));
  }

  private static String port(String letter) {
    return "lr-cs" + letter;
  }

  private void addContainer(String letter, String address) {
    Owner owner = site.owner();
    String name = name(letter);
    NetNs inside = container(letter);
    owner.record(new Entry(Entry.Kind.NETNS, name));
    site.ask(here, "ip", "netns", "add", name);
    site.ask(
        here,
        "ip",
        "link",
        "add",
        port(letter),
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        name);
    site.ask(here, "ip", "link", "set", port(letter), "up");
    site.ask(inside, "ip", "link", "set", "lo", "up");
    site.ask(inside, "ip", "address", "add", address + "/24", "dev", "eth0");
    site.ask(inside, "ip", "link", "set", "eth0", "up");
    site.ask(inside, "ethtool", "-K", "eth0", "tx", "off");
  }

  private void startDaemons() {
    site.ask(here, "mkdir", "-p", directory.toString());
    String database = directory.resolve("conf.db").toString();
    site.host().require(placed(List.of("ovsdb-tool", "create", database)));
    site.start(daemon("ovsdb-server", database, "--remote=p" + remote()));
    await("ovsdb-server", vsctl("--no-wait", List.of("init")));
    site.start(daemon("ovs-vswitchd", remote()));
    await(
        "ovs-vswitchd",
        placed(
            List.of(
                "ovs-appctl",
                "--timeout=2",
                "--target=" + directory.resolve("ovs-vswitchd.ctl"),
                "version")));
  }

  private Command daemon(String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(List.of(arguments));
    all.add("--unixctl=" + directory.resolve(program + ".ctl"));
    all.addAll(List.of("-vconsole:info", "-vsyslog:off", "-vfile:off"));
    return placed(all).loggingTo(directory.resolve(program + ".log"));
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

  private Command vsctl(String option, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("ovs-vsctl", "--db=" + remote(), option));
    all.addAll(arguments);
    return placed(all).within(START_LIMIT);
  }

  /** Its own directory is the only one its programs look into. */
  private Command placed(List<String> arguments) {
    Command command = Command.of(arguments).in(here);
    String folder = directory.toString();
    for (String variable : List.of("OVS_RUNDIR", "OVS_DBDIR", "OVS_LOGDIR", "OVS_SYSCONFDIR")) {
      command = command.with(variable, folder);
    }
    return command;
  }
}
