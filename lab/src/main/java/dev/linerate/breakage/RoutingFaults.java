package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.host.NetNs;
import dev.linerate.host.Uplink;
import java.nio.file.Path;
import java.util.List;

/** What breaks the way of routed packets. */
final class RoutingFaults {
  private static final String DETOUR = "lr-rp0";
  private static final String DETOUR_BRIDGE = "lr-rpbr0";
  private static final String NARROW = "1400";

  private RoutingFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "forwarding-off",
            Fault.FORWARDING_OFF,
            "the host of a routed container does not forward",
            Scene.ROUTED,
            RoutingFaults::forwardingOff),
        new Breakage(
            "reverse-path",
            Fault.REVERSE_PATH,
            "answers come in by another interface, and rp_filter drops them",
            Scene.ROUTED,
            RoutingFaults::reversePath),
        new Breakage(
            "tcp-blocked",
            Fault.BLOCKED,
            "the other host's firewall drops TCP of the container, not ping",
            Scene.ROUTED,
            RoutingFaults::blocked),
        new Breakage(
            "mtu-hop",
            Fault.MTU_HOLE,
            "a router passes 1400 bytes, and tells nobody",
            Scene.ROUTED,
            RoutingFaults::mtuHop));
  }

  private static void forwardingOff(Site site) {
    Routed.of(site);
    site.sysctl(Site.namespace(site.host()), "net/ipv4/ip_forward", "0");
  }

  private static void reversePath(Site site) {
    Routed.of(site);
    NetNs here = Site.namespace(site.host());
    NetNs there = Site.namespace(site.other());
    secondLink(site, here, there);
    site.undo(there, "ip", "route", "replace", Routed.NET, "via", Routed.address(site.host()));
    site.run(there, "ip", "route", "replace", Routed.NET, "via", "198.19.41.1");
    // the other host must not drop what it answers
    for (String iface : List.of("all", site.other().uplink().orElseThrow().iface())) {
      site.sysctl(there, "net/ipv4/conf/" + iface + "/rp_filter", "0");
    }
    for (String iface : List.of("all", DETOUR)) {
      site.sysctl(here, "net/ipv4/conf/" + iface + "/rp_filter", "1");
    }
  }

  /** Through the lab's switch, on a bridge of its own. */
  private static void secondLink(Site site, NetNs here, NetNs there) {
    NetNs fabric = site.host().uplink().flatMap(Uplink::fabric).orElseThrow();
    site.undo(fabric, "ip", "link", "delete", DETOUR_BRIDGE);
    site.run(fabric, "ip", "link", "add", DETOUR_BRIDGE, "type", "bridge", "forward_delay", "0");
    site.run(fabric, "ip", "link", "set", DETOUR_BRIDGE, "up");
    plug(site, fabric, here, "lr-rp1", "198.19.41.1/30");
    plug(site, fabric, there, "lr-rp2", "198.19.41.2/30");
  }

  private static void plug(Site site, NetNs fabric, NetNs host, String port, String address) {
    String name = String.valueOf(Path.of(fabric.path()).getFileName());
    site.undo(host, "ip", "link", "delete", DETOUR);
    site.run(
        host, "ip", "link", "add", DETOUR, "type", "veth", "peer", "name", port, "netns", name);
    site.run(fabric, "ip", "link", "set", port, "master", DETOUR_BRIDGE, "up");
    site.run(host, "ip", "address", "add", address, "dev", DETOUR);
    site.run(host, "ip", "link", "set", DETOUR, "up");
  }

  private static void blocked(Site site) {
    Routed.of(site);
    NetNs there = Site.namespace(site.other());
    site.firewall(there, "INPUT", "-s", Routed.NET, "-p", "tcp", "-j", "DROP");
  }

  private static void mtuHop(Site site) {
    Routed.of(site);
    NetNs here = Site.namespace(site.host());
    Uplink uplink = site.host().uplink().orElseThrow();
    String target = Routed.address(site.other());
    site.undo(here, "ip", "route", "delete", target);
    site.run(here, "ip", "route", "add", target, "dev", uplink.iface(), "mtu", "lock", NARROW);
    site.firewall(
        here, "OUTPUT", "-p", "icmp", "--icmp-type", "fragmentation-needed", "-j", "DROP");
  }
}
