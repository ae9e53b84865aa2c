package dev.linerate.lab;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Parallel;
import dev.linerate.host.Privilege;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Leftover;
import dev.linerate.ownership.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * N lab hosts joined by shaped links to a switch that lives in a namespace of its own, so that
 * nothing of the machine's own network stack is involved.
 *
 * <p>Host {@code hK} has the interface {@code eth0} with the address 198.18.0.K/24 (RFC 2544's
 * range for benchmarks). Both ends of each link are shaped: the host's queue and the switch's.
 */
public final class Lab {
  private static final String SPEC_FILE = "lab";
  private static final String SWITCH = "sw";
  private static final String INSTALL = "sudo apt-get install iproute2 util-linux";

  private final List<Host> hosts;
  private final LabSpec spec;

  private Lab(List<Host> hosts, LabSpec spec) {
    this.hosts = List.copyOf(hosts);
    this.spec = spec;
  }

  /** Whether lab hosts can be made here. */
  public static Support check(Host machine) {
    Support programs =
        Support.programs(machine, INSTALL, "ip", "tc", "nsenter", "setsid", "umount");
    return Privilege.on(machine) == Privilege.USER
        ? programs.and(Support.no("making network namespaces needs root", "run it with sudo"))
        : programs;
  }

  /**
   * Makes the hosts, the switch and the links.
   *
   * <p>On failure the owner's clean-up removes what was made.
   */
  public static Lab up(Host machine, Owner owner, LabSpec spec) {
    List<String> names = new ArrayList<>(List.of(SWITCH));
    names.addAll(hostNames(spec));
    for (String name : names) {
      refuseExisting(owner.mark(name));
    }
    names.forEach(name -> owner.record(new Entry(Entry.Kind.NETNS, owner.mark(name))));
    write(owner.directory(), spec);
    batch(machine, names.stream().map(n -> "netns add " + owner.mark(n)).toList(), "ip");
    Lab lab = at(machine, owner.directory(), owner.id(), spec);
    lab.hosts.forEach(h -> makeDirectory(h.stateDirectory()));
    lab.makeSwitch(machine, owner);
    Parallel.map(lab.hosts, lab::makeLink);
    return lab;
  }

  /** A lab that is up, found again from its directory. */
  public static Lab attach(Host machine, Leftover owner) {
    Path file = owner.directory().resolve(SPEC_FILE);
    LabSpec spec =
        machine
            .read(file.toString())
            .map(LabSpec::parse)
            .orElseThrow(() ->
                LinerateException.environment(
                    "\"" + owner.id() + "\" is not a complete lab",
                    "Remove it: linerate lab down " + owner.id()));
    return at(machine, owner.directory(), owner.id(), spec);
  }

  public List<Host> hosts() {
    return hosts;
  }

  public LabSpec spec() {
    return spec;
  }

  private static List<String> hostNames(LabSpec spec) {
    return IntStream.rangeClosed(1, spec.hosts()).mapToObj(i -> "h" + i).toList();
  }

  private static Lab at(Host machine, Path directory, String id, LabSpec spec) {
    NetNs fabric = NetNs.named(Owner.mark(id, SWITCH));
    List<Host> hosts = new ArrayList<>();
    for (int i = 1; i <= spec.hosts(); i++) {
      String name = "h" + i;
      hosts.add(
          new LabHost(
              machine,
              name,
              NetNs.named(Owner.mark(id, name)),
              new Uplink("eth0", "198.18.0." + i, 24, spec.link(), Optional.of(fabric)),
              directory.resolve(name)));
    }
    return new Lab(hosts, spec);
  }

  private void makeSwitch(Host machine, Owner owner) {
    List<String> lines = new ArrayList<>();
    lines.add("link add br0 mtu " + mtu() + " type bridge forward_delay 0");
    lines.add("link set br0 up");
    List<String> queues = new ArrayList<>();
    for (int i = 1; i <= hosts.size(); i++) {
      lines.add(
          "link add p%d mtu %s type veth peer name eth0 mtu %s netns %s"
              .formatted(i, mtu(), mtu(), owner.mark("h" + i)));
      lines.add("link set p%d master br0 up".formatted(i));
      queues.add(queue("p" + i));
    }
    batch(machine, lines, "ip", "-n", owner.mark(SWITCH));
    batch(machine, queues, "tc", "-n", owner.mark(SWITCH));
  }

  private Void makeLink(Host host) {
    Uplink uplink = host.uplink().orElseThrow();
    batch(
        host,
        List.of(
            "link set lo up",
            "address add %s/%d dev eth0".formatted(uplink.address(), uplink.prefix()),
            "link set eth0 up"),
        "ip");
    batch(host, List.of(queue("eth0")), "tc");
    return null;
  }

  private String queue(String iface) {
    return "qdisc add dev " + iface + " root " + String.join(" ", shape().arguments());
  }

  private LinkShape shape() {
    return new LinkShape(spec.link());
  }

  /** How the link was shaped, for the report. */
  public String shaping() {
    return shape().frameByFrame() ? "every frame counted" : "super-frames counted whole";
  }

  private String mtu() {
    return spec.link().mtu().toString();
  }

  private static void batch(Host host, List<String> lines, String... program) {
    List<String> arguments = new ArrayList<>(List.of(program));
    arguments.addAll(List.of("-batch", "-"));
    host.require(Command.of(arguments).reading(String.join("\n", lines) + "\n"));
  }

  private static void refuseExisting(String namespace) {
    if (Files.exists(Path.of(NetNs.named(namespace).path()))) {
      throw LinerateException.environment(
          "the network namespace " + namespace + " exists already",
          "Choose another name, or remove it: ip netns delete " + namespace);
    }
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot make " + directory + ": " + FileFault.reason(e), "Free some space", e);
    }
  }

  private static void write(Path directory, LabSpec spec) {
    try {
      Files.writeString(directory.resolve(SPEC_FILE), spec.line() + "\n");
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot write " + directory + ": " + FileFault.reason(e), "Free some space", e);
    }
  }
}
