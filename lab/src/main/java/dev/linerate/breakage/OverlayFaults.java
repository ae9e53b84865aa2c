package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import java.util.ArrayList;
import java.util.List;

/** What breaks an overlay: its MTU, its tunnel, its tables, its firewall. */
final class OverlayFaults {
  private static final String ORDINARY = "1500";
  private static final String JUMBO = "1600";
  private static final String NOBODYS_MAC = "02:00:5e:00:53:01";
  private static final String ANYBODY = "00:00:00:00:00:00";
  private static final String NOBODY = "198.18.0.250";

  private OverlayFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "mtu-overlay",
            Fault.MTU_HOLE,
            "containers and hosts count on frames that the switch between them does not carry",
            Scene.OVERLAY,
            OverlayFaults::mtu),
        new Breakage(
            "link-down",
            Fault.LINK_DOWN,
            "the overlay's vxlan interface is down",
            Scene.OVERLAY,
            OverlayFaults::linkDown),
        new Breakage(
            "vxlan-blocked",
            Fault.VXLAN_BLOCKED,
            "the host's firewall drops the UDP ports of VXLAN",
            Scene.OVERLAY,
            OverlayFaults::blocked),
        new Breakage(
            "vxlan-clash",
            Fault.VXLAN_CLASH,
            "another vxlan interface holds the overlay's UDP port",
            Scene.OVERLAY,
            OverlayFaults::clash),
        new Breakage(
            "forward-drop",
            Fault.FORWARD_DROP,
            "policy FORWARD DROP, and bridged frames go through iptables",
            Scene.OVERLAY,
            OverlayFaults::forwardDrop),
        new Breakage(
            "arp-entry",
            Fault.ARP_ENTRY,
            "the container has a wrong static neighbour entry",
            Scene.OVERLAY,
            OverlayFaults::arpEntry),
        new Breakage(
            "fdb-entry",
            Fault.FDB_ENTRY,
            "the vxlan interface sends a container's frames to the wrong host",
            Scene.OVERLAY,
            OverlayFaults::fdbEntry),
        new Breakage(
            "arp-missing",
            Fault.ARP_ENTRY,
            "the container does not ask for addresses, and has no neighbour entry",
            Scene.OVERLAY,
            OverlayFaults::arpMissing),
        new Breakage(
            "fdb-missing",
            Fault.FDB_ENTRY,
            "the vxlan interface has no forwarding entry to flood by",
            Scene.OVERLAY,
            OverlayFaults::fdbMissing));
  }

  /**
   * As when jumbo frames were switched on at the hosts and not at the switch between them: nobody
   * on the way knows of it, so nobody can tell the sender.
   */
  private static void mtu(Site site) {
    Overlay overlay = Overlay.of(site);
    for (Host host : List.of(site.host(), site.other())) {
      NetNs where = Site.namespace(host);
      enlarge(site, where, host.uplink().orElseThrow().iface(), JUMBO);
      enlarge(site, where, Overlay.TUNNEL, ORDINARY);
      enlarge(site, where, Overlay.BRIDGE, ORDINARY);
      enlarge(site, where, overlay.port(host.equals(site.host())), ORDINARY);
    }
    for (Overlay.End end : List.of(overlay.near(), overlay.far())) {
      enlarge(site, end.netns(), "eth0", ORDINARY);
    }
  }

  private static void enlarge(Site site, NetNs where, String iface, String mtu) {
    String before = Interface.of(site, where, iface).mtu();
    site.undo(where, "ip", "link", "set", iface, "mtu", before);
    site.run(where, "ip", "link", "set", iface, "mtu", mtu);
  }

  private static void linkDown(Site site) {
    Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    site.undo(here, "ip", "link", "set", Overlay.TUNNEL, "up");
    site.run(here, "ip", "link", "set", Overlay.TUNNEL, "down");
  }

  private static void blocked(Site site) {
    Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    for (String port : List.of(Overlay.UDP_PORT, "4789")) {
      site.firewall(here, "INPUT", "-p", "udp", "--dport", port, "-j", "DROP");
    }
  }

  /**
   * An interface that takes every VNI, as Open vSwitch makes them, shares its port with no other.
   */
  private static void clash(Site site) {
    Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    site.undo(here, "ip", "link", "set", Overlay.TUNNEL, "up");
    site.run(here, "ip", "link", "set", Overlay.TUNNEL, "down");
    site.undo(here, "ip", "link", "delete", "lr-clash0");
    site.run(
        here,
        "ip",
        "link",
        "add",
        "lr-clash0",
        "type",
        "vxlan",
        "external",
        "dstport",
        Overlay.UDP_PORT);
    site.run(here, "ip", "link", "set", "lr-clash0", "up");
    site.attempt(here, "ip", "link", "set", Overlay.TUNNEL, "up");
  }

  private static void forwardDrop(Site site) {
    Overlay.of(site);
    site.requirePrograms("iptables");
    NetNs here = Site.namespace(site.host());
    site.sysctl(here, "net/bridge/bridge-nf-call-iptables", "1");
    site.withoutRule(
        here,
        "FORWARD",
        "-i",
        Overlay.BRIDGE,
        "-o",
        Overlay.BRIDGE,
        "-m",
        "comment",
        "--comment",
        "linerate",
        "-j",
        "ACCEPT");
    String before =
        site.ask(here, "iptables", "--wait", "-S", "FORWARD").lines().findFirst().orElse("");
    site.undo(
        here, "iptables", "--wait", "-P", "FORWARD", before.contains("DROP") ? "DROP" : "ACCEPT");
    site.run(here, "iptables", "--wait", "-P", "FORWARD", "DROP");
  }

  private static void arpEntry(Site site) {
    Overlay overlay = Overlay.of(site);
    NetNs inside = overlay.near().netns();
    String target = overlay.far().address();
    site.undo(inside, "ip", "neigh", "delete", target, "dev", "eth0");
    site.run(
        inside,
        "ip",
        "neigh",
        "replace",
        target,
        "lladdr",
        NOBODYS_MAC,
        "dev",
        "eth0",
        "nud",
        "permanent");
  }

  /** Switching ARP off forgets what was asked for before. */
  private static void arpMissing(Site site) {
    NetNs inside = Overlay.of(site).near().netns();
    site.undo(inside, "ip", "link", "set", "eth0", "arp", "on");
    site.run(inside, "ip", "link", "set", "eth0", "arp", "off");
  }

  private static void fdbMissing(Site site) {
    Overlay overlay = Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    site.undo(new Undo.Run(flood("append", site).in(here)));
    site.run(flood("delete", site).in(here));
    String mac = Interface.of(site, overlay.far().netns(), "eth0").mac();
    // what was learned before would do for some minutes
    site.attempt(here, "bridge", "fdb", "delete", mac, "dev", Overlay.TUNNEL, "self");
    site.attempt(overlay.near().netns(), "ip", "neigh", "flush", "dev", "eth0");
  }

  private static Command flood(String verb, Site site) {
    String remote = site.other().uplink().orElseThrow().address();
    String iface = site.host().uplink().orElseThrow().iface();
    List<String> arguments = new ArrayList<>(List.of("bridge", "fdb", verb, ANYBODY));
    arguments.addAll(List.of("dev", Overlay.TUNNEL, "dst", remote, "via", iface));
    arguments.addAll(List.of("self", "permanent"));
    return Command.of(arguments);
  }

  private static void fdbEntry(Site site) {
    Overlay overlay = Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    String mac = Interface.of(site, overlay.far().netns(), "eth0").mac();
    site.undo(here, "bridge", "fdb", "delete", mac, "dev", Overlay.TUNNEL, "dst", NOBODY, "self");
    site.run(
        here,
        "bridge",
        "fdb",
        "replace",
        mac,
        "dev",
        Overlay.TUNNEL,
        "dst",
        NOBODY,
        "self",
        "permanent");
  }
}
