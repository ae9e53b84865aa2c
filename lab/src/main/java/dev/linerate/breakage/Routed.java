package dev.linerate.breakage;

import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Uplink;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The scene {@link Scene#ROUTED}: a container with addresses of its own behind its host, which
 * forwards; the other host knows the way back. As a routed container network does it.
 *
 * @param container its namespace, whose default route is the host
 * @param hostPort the host's side of the veth pair
 */
record Routed(NetNs container, String name, String hostPort) {
  static final String NET = "198.19.40.0/24";
  static final String ADDRESS = "198.19.40.2";
  private static final String GATEWAY = "198.19.40.1";
  private static final String PORT = "lr-rt0";

  static Routed of(Site site) {
    Owner owner = site.owner();
    String name = owner.mark("rt-a");
    Routed routed = new Routed(NetNs.named(name), name, PORT);
    if (!Files.exists(Path.of(routed.container().path()))) {
      routed.build(site, owner);
    }
    return routed;
  }

  private void build(Site site, Owner owner) {
    NetNs here = Site.namespace(site.host());
    owner.record(new Entry(Entry.Kind.NETNS, name));
    site.ask(here, "ip", "netns", "add", name);
    site.ask(container, "ip", "link", "set", "lo", "up");
    site.ask(
        here, "ip", "link", "add", hostPort, "type", "veth", "peer", "name", "eth0", "netns", name);
    site.ask(here, "ip", "address", "add", GATEWAY + "/24", "dev", hostPort);
    site.ask(here, "ip", "link", "set", hostPort, "up");
    site.ask(container, "ip", "address", "add", ADDRESS + "/24", "dev", "eth0");
    site.ask(container, "ip", "link", "set", "eth0", "up");
    site.ask(container, "ip", "route", "add", "default", "via", GATEWAY);
    forward(site, here);
    site.ask(Site.namespace(site.other()), "ip", "route", "add", NET, "via", address(site.host()));
  }

  /** Forwarding is on, also where a dockerd lets the firewall drop what it did not ask for. */
  private void forward(Site site, NetNs here) {
    site.write(here, "net/ipv4/ip_forward", "1");
    if (site.host().which("iptables").isPresent()) {
      for (String direction : new String[] {"-i", "-o"}) {
        site.ask(here, "iptables", "--wait", "-I", "FORWARD", direction, hostPort, "-j", "ACCEPT");
      }
    }
  }

  static String address(Host host) {
    return host.uplink().map(Uplink::address).orElseThrow();
  }
}
