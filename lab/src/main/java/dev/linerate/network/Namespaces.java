package dev.linerate.network;

import dev.linerate.host.Command;
import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import dev.linerate.unit.Mtu;
import java.nio.file.Path;

/**
 * Endpoint namespaces: what a container is to the network, without the container.
 *
 * @param prefix short name of the network, so that names of several networks do not collide
 */
public record Namespaces(Construction construction, Owner owner, String prefix) {
  /** Makes a namespace with a running loopback device. */
  public NetNs add(Host host, String letter) {
    String name = owner.mark(prefix + "-" + letter);
    owner.record(new Entry(Entry.Kind.NETNS, name));
    construction.undo(() -> host.run(Command.of("ip", "netns", "delete", name)));
    construction.run(host, "ip", "netns", "add", name);
    construction.run(host, "ip", "-n", name, "link", "set", "lo", "up");
    return NetNs.named(name);
  }

  /**
   * Joins a namespace to a host by a veth pair: {@code eth0} inside, {@code hostSide} outside.
   *
   * <p>The pair is removed by name, not with its namespace: the kernel takes that apart in its own
   * time, and meanwhile the host's side would be in the way of the next network.
   *
   * @return the endpoint, up and addressed; the host's side is neither up nor in a bridge
   */
  public Endpoint join(
      Host host, NetNs namespace, String letter, String hostSide, String address, Mtu mtu) {
    String peer = name(namespace);
    construction.undo(() -> host.run(Command.of("ip", "link", "delete", hostSide)));
    construction.run(
        host,
        "ip",
        "link",
        "add",
        hostSide,
        "mtu",
        mtu.toString(),
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "mtu",
        mtu.toString(),
        "netns",
        peer);
    return addressed(host, namespace, letter, address, mtu);
  }

  /** Gives the namespace's {@code eth0} an address in a /24 and takes it up. */
  public Endpoint addressed(Host host, NetNs namespace, String letter, String address, Mtu mtu) {
    String name = name(namespace);
    construction.run(host, "ip", "-n", name, "address", "add", address + "/24", "dev", "eth0");
    construction.run(host, "ip", "-n", name, "link", "set", "eth0", "up");
    return new Endpoint(host, namespace, label(host, letter), "eth0", address, mtu);
  }

  private static String name(NetNs namespace) {
    return String.valueOf(Path.of(namespace.path()).getFileName());
  }

  private static String label(Host host, String letter) {
    return host.name() + " namespace " + letter;
  }
}
