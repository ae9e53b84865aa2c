package dev.linerate.host;

import dev.linerate.unit.Mtu;
import java.util.OptionalInt;

/**
 * Where traffic starts or ends.
 *
 * @param label for people: {@code h1 container a}
 * @param iface the interface its address is on
 * @param address IPv4 address, without prefix length
 * @param core where its traffic's threads stay; empty leaves them to the scheduler
 */
public record Endpoint(
    Host host, NetNs netns, String label, String iface, String address, Mtu mtu, OptionalInt core) {
  /** With threads on any core. */
  public Endpoint(Host host, NetNs netns, String label, String iface, String address, Mtu mtu) {
    this(host, netns, label, iface, address, mtu, OptionalInt.empty());
  }

  /** The same with threads that stay on a core. */
  public Endpoint on(int other) {
    return new Endpoint(host, netns, label, iface, address, mtu, OptionalInt.of(other));
  }

  /** A command inside this endpoint's namespace. */
  public Command command(String... arguments) {
    return Command.of(arguments).in(netns);
  }

  /** {@code h1 container a eth0 172.17.0.2}. */
  public String description() {
    return label + " " + iface + " " + address;
  }
}
