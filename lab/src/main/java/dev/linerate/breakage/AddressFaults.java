package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.host.NetNs;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Entry;
import java.util.List;

/** Addresses that exist twice. */
final class AddressFaults {
  private static final String POOL = "lr-pool";
  private static final String TWIN_PORT = "lr-twin";

  private AddressFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "duplicate-mac",
            Fault.DUPLICATE_MAC,
            "the two containers have the same MAC address",
            Scene.OVERLAY,
            AddressFaults::duplicateMac),
        new Breakage(
            "duplicate-ip",
            Fault.DUPLICATE_IP,
            "a third container has the IP address of the far one",
            Scene.OVERLAY,
            AddressFaults::duplicateIp),
        new Breakage(
            "pool-overlap",
            Fault.ADDRESS_OVERLAP,
            "a Docker network's subnet covers part of the network between the hosts",
            Scene.DOCKER,
            AddressFaults::poolOverlap));
  }

  /** As two machines of one image have it. */
  private static void duplicateMac(Site site) {
    Overlay overlay = Overlay.of(site);
    NetNs near = overlay.near().netns();
    NetNs far = overlay.far().netns();
    String mac = Interface.of(site, near, "eth0").mac();
    String before = Interface.of(site, far, "eth0").mac();
    site.undo(near, "ip", "neigh", "flush", "dev", "eth0");
    site.undo(far, "ip", "link", "set", "eth0", "address", before);
    site.run(far, "ip", "link", "set", "eth0", "address", mac);
    site.run(near, "ip", "neigh", "flush", "dev", "eth0");
  }

  private static void duplicateIp(Site site) {
    Overlay overlay = Overlay.of(site);
    NetNs here = Site.namespace(site.host());
    String name = site.owner().mark("twin");
    NetNs twin = NetNs.named(name);
    site.undo(overlay.near().netns(), "ip", "neigh", "flush", "dev", "eth0");
    site.owner().record(new Entry(Entry.Kind.NETNS, name));
    site.undo(here, "ip", "netns", "delete", name);
    site.run(here, "ip", "netns", "add", name);
    site.undo(here, "ip", "link", "delete", TWIN_PORT);
    site.run(
        here, "ip", "link", "add", TWIN_PORT, "type", "veth", "peer", "name", "eth0", "netns",
        name);
    site.run(here, "ip", "link", "set", TWIN_PORT, "master", Overlay.BRIDGE, "up");
    site.run(twin, "ip", "address", "add", overlay.far().address() + "/24", "dev", "eth0");
    site.run(twin, "ip", "link", "set", "eth0", "up");
    site.run(overlay.near().netns(), "ip", "neigh", "flush", "dev", "eth0");
  }

  /** 198.18.0.0/25 has both hosts in it, and is the more specific route. */
  private static void poolOverlap(Site site) {
    site.requirePrograms("docker");
    HostService docker = site.service("docker", site.host());
    site.undo(new Undo.Run(site.command(docker, site.host(), "docker", "network", "rm", POOL)));
    site.run(
        site.command(
            docker,
            site.host(),
            "docker",
            "network",
            "create",
            "--subnet",
            "198.18.0.0/25",
            "--gateway",
            "198.18.0.126",
            POOL));
  }
}
