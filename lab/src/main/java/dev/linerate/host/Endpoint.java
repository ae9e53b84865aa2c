package dev.linerate.host;

import dev.linerate.unit.Mtu;

/**
 * Where traffic starts or ends.
 *
 * @param label for people: {@code h1 container a}
 * @param iface the interface its address is on
 * @param address IPv4 address, without prefix length
 */
public record Endpoint(
    Host host, NetNs netns, String label, String iface, String address, Mtu mtu) {
  /** A command inside this endpoint's namespace. */
  public Command command(String... arguments) {
    return Command.of(arguments).in(netns);
  }

  /** {@code h1 container a eth0 172.17.0.2}. */
  public String description() {
    return label + " " + iface + " " + address;
  }
}
