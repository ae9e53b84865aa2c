package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.unit.Mtu;
import java.util.ArrayList;
import java.util.List;

/** A bridge of the kernel, as several networks need one. */
public final class KernelBridge {
  private KernelBridge() {}

  /** Makes a bridge without address, up; {@code close} removes it. */
  public static void add(Construction construction, Host host, String name, Mtu mtu) {
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
}
