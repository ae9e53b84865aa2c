package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Uplink;
import dev.linerate.network.Construction;
import dev.linerate.network.KernelBridge;
import dev.linerate.unit.Mtu;
import java.util.ArrayList;
import java.util.List;

/**
 * A VXLAN tunnel between the Open vSwitch bridges of two hosts.
 *
 * <p>With the kernel's datapath it is Open vSwitch's own port of type {@code vxlan}. ovs-vswitchd
 * by itself would have to own the host's uplink for that and could not pass on segments of 64 KB
 * (userspace-tso of OVS 3.1 knows no tunnels). So there the kernel's vxlan device does it:
 *
 * <ul>
 *   <li>not as a port of the bridge: ovs-vswitchd would reach it through a packet socket, which
 *       refuses frames as soon as 208 KiB wait in the link's queue — measured: 10,000 retransmits a
 *       second on a 1 Gbit/s link, against none;
 *   <li>but beside a tap device of ovs-vswitchd on a bridge of the kernel. (Patching the two with
 *       tc-mirred(8) does not last: ovs-vswitchd removes the ingress discipline of its ports.)
 * </ul>
 *
 * @param first uplink of the first host
 * @param second uplink of the second
 */
record OvsTunnel(Uplink first, Uplink second) {
  /** Outer IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14 (RFC 7348), bytes. */
  static final int OVERHEAD = 50;

  private static final String PORT = "lr-oovx0";

  /** The bridge of the kernel that joins the vxlan device to {@link #TAP}. */
  static final String JOINT = "lr-oobr0";

  /** The port through which the Open vSwitch bridge reaches the vxlan device. */
  static final String TAP = "lr-oot";

  private static final String VNI = "4300";

  /**
   * Not 4789: in one namespace Open vSwitch's vxlan port, which takes every VNI, cannot share it
   * with the vxlan devices of Docker's overlay. 4790 is IANA's for VXLAN-GPE, which nobody speaks
   * here.
   */
  private static final String UDP_PORT = "4790";

  /** Adds the host's end of the tunnel to its bridge. */
  void addTo(OvsSwitch bridge) {
    Uplink here = bridge.host().uplink().orElseThrow();
    Uplink there = here.equals(first) ? second : first;
    if (bridge.ovs().datapath().userspace()) {
      addDevice(bridge, here, there);
    } else {
      bridge.addPort(
          PORT,
          "type=vxlan",
          "options:local_ip=" + here.address(),
          "options:remote_ip=" + there.address(),
          "options:key=" + VNI,
          "options:dst_port=" + UDP_PORT);
    }
  }

  private static void addDevice(OvsSwitch bridge, Uplink here, Uplink there) {
    Host host = bridge.host();
    Construction construction = bridge.construction();
    Mtu mtu = bridge.shape().mtu();
    KernelBridge.add(construction, host, JOINT, mtu);
    construction.undo(() -> host.run(Command.of("ip", "link", "delete", PORT)));
    construction.run(host, Command.of(device(mtu, here, there)));
    construction.run(host, "ip", "link", "set", PORT, "master", JOINT, "up");
    bridge.addTap(TAP);
    construction.run(host, "ip", "link", "set", TAP, "master", JOINT, "up");
  }

  private static List<String> device(Mtu mtu, Uplink here, Uplink there) {
    List<String> arguments =
        new ArrayList<>(List.of("ip", "link", "add", PORT, "mtu", mtu.toString()));
    arguments.addAll(List.of("type", "vxlan", "id", VNI, "dstport", UDP_PORT));
    arguments.addAll(List.of("local", here.address(), "remote", there.address()));
    arguments.addAll(List.of("dev", here.iface()));
    return arguments;
  }
}
