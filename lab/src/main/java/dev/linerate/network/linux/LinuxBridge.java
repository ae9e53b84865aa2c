package dev.linerate.network.linux;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.host.Uplink;
import dev.linerate.network.BuiltNetwork;
import dev.linerate.network.Construction;
import dev.linerate.network.Namespaces;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.Seats;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Placement;
import dev.linerate.unit.Mtu;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two namespaces joined by veth pairs to a bridge of the kernel: docker0 without Docker. */
public final class LinuxBridge implements NetworkDriver {
  private static final String BRIDGE = "lr-br0";

  @Override
  public String name() {
    return "linux-bridge";
  }

  @Override
  public Set<Placement> placements() {
    return Set.of(Placement.SAME_HOST);
  }

  @Override
  public Support check(List<Host> hosts) {
    return Kernel.programs(hosts)
        .and(Kernel.module("bridge", "CONFIG_BRIDGE"))
        .and(Kernel.module("veth", "CONFIG_VETH"));
  }

  @Override
  public Network create(NetworkSpec spec, Owner owner) {
    Construction construction = new Construction();
    try {
      Host host = spec.hosts().getFirst();
      Mtu mtu = host.uplink().map(Uplink::link).orElse(LinkSpec.GIGABIT).mtu();
      bridge(construction, host, BRIDGE, mtu);
      Namespaces namespaces = new Namespaces(construction, owner, "lb");
      List<Endpoint> made = new ArrayList<>();
      for (Seats.Seat seat : Seats.of(spec)) {
        made.add(joined(namespaces, seat, BRIDGE, "lr-lb", "198.19.1.", mtu));
      }
      return new BuiltNetwork(
          Seats.pairs(spec, made),
          0,
          "kernel",
          List.of(),
          () -> Kernel.topology(made),
          construction);
    } catch (RuntimeException e) {
      undo(construction, e);
      throw e;
    }
  }

  /** Makes a bridge without address; {@code close} removes it. */
  static void bridge(Construction construction, Host host, String name, Mtu mtu) {
    construction.undo(() -> host.run(Command.of("ip", "link", "delete", name)));
    construction.run(
        host,
        "ip",
        "link",
        "add",
        name,
        "mtu",
        mtu.toString(),
        "type",
        "bridge",
        "forward_delay",
        "0");
    construction.run(host, "ip", "link", "set", name, "up");
    allowForwarding(construction, host, name);
  }

  /**
   * A dockerd sets the FORWARD policy to DROP, and with bridge-nf-call-iptables that drops the
   * frames of every other bridge of the host too; so frames between our own ports are allowed.
   */
  private static void allowForwarding(Construction construction, Host host, String bridge) {
    if (host.which("iptables").isEmpty()) {
      return;
    }
    List<String> rule =
        List.of(
            "FORWARD",
            "-i",
            bridge,
            "-o",
            bridge,
            "-m",
            "comment",
            "--comment",
            "linerate",
            "-j",
            "ACCEPT");
    if (host.run(iptables("-I", rule)).ok()) {
      construction.undo(() -> host.run(iptables("-D", rule)));
      construction.record(
          host.netns().map(iptables("-I", rule)::in).orElse(iptables("-I", rule)).text());
    }
  }

  private static Command iptables(String action, List<String> rule) {
    List<String> arguments = new ArrayList<>(List.of("iptables", "--wait", action));
    arguments.addAll(rule);
    return Command.of(arguments);
  }

  /** A namespace with an address, joined to a bridge of its host. */
  static Endpoint joined(
      Namespaces namespaces, Seats.Seat seat, String bridge, String port, String net, Mtu mtu) {
    Host host = seat.host();
    Endpoint endpoint =
        namespaces.join(
            host,
            namespaces.add(host, seat.letter()),
            seat.letter(),
            port + seat.letter(),
            net + seat.number(),
            mtu);
    namespaces
        .construction()
        .run(host, "ip", "link", "set", port + seat.letter(), "master", bridge, "up");
    return endpoint;
  }

  /** Takes back what was made when creation fails; a second failure does not hide the first. */
  static void undo(Construction construction, RuntimeException cause) {
    try {
      construction.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
