package dev.linerate.breakage;

import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.linux.Vxlan;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The scene {@link Scene#OVERLAY}: the network {@code vxlan} between the lab's first two hosts.
 *
 * @param near the container on the host that is broken
 * @param far the one at the other end
 * @param nearPort the host's side of the near container's veth pair
 * @param farPort the other host's side of the far container's
 */
record Overlay(End near, End far, String nearPort, String farPort) {
  static final String BRIDGE = Vxlan.BRIDGE;
  static final String TUNNEL = Vxlan.TUNNEL;
  static final String UDP_PORT = Vxlan.UDP_PORT;

  /** A container. */
  record End(NetNs netns, String name, String address) {}

  static Overlay of(Site site) {
    Owner owner = site.owner();
    if (!Files.exists(Path.of(end(owner, "a", "1").netns().path()))) {
      Vxlan driver = new Vxlan();
      List<Host> pair = site.pair();
      new Prerequisite(driver.check(pair)).require("an overlay");
      // it stays until the lab goes: closing it would remove it
      driver.create(new NetworkSpec(pair, Set.of(Placement.CROSS_HOST)), owner);
    }
    boolean first = site.host().equals(site.pair().getFirst());
    End a = end(owner, "a", "1");
    End c = end(owner, "c", "3");
    return first ? new Overlay(a, c, "lr-vxa", "lr-vxc") : new Overlay(c, a, "lr-vxc", "lr-vxa");
  }

  String port(boolean ofNear) {
    return ofNear ? nearPort : farPort;
  }

  private static End end(Owner owner, String letter, String number) {
    String name = owner.mark("vx-" + letter);
    return new End(NetNs.named(name), name, "198.19.2." + number);
  }
}
