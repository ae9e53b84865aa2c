package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Uplink;
import dev.linerate.network.Construction;
import dev.linerate.network.KernelBridge;
import java.util.List;

/**
 * A VXLAN tunnel between the Open vSwitch bridges of two hosts.
 *
 * <p>With the kernel's datapath it is Open vSwitch's own port of type {@code vxlan}. ovs-vswitchd
 * by itself would have to own the host's uplink for that and could not pass on segments of 64 KB
 * (OVS 3.1, userspace-tso). So there the kernel's vxlan device does it, joined by a bridge of the
 * kernel to a tap device of the switch. As a port of the switch the device would be reached through
 * a packet socket, which refuses frames as soon as 208 KiB wait in the link's queue — measured:
 * 10,000 retransmits a second on a 1 Gbit/s link, against none. (Redirecting with tc-mirred(8)
 * between the two does not last: ovs-vswitchd removes the ingress queues of its ports whenever it
 * configures them.)
 *
 * @param first uplink of the first host
 * @param second uplink of the second
 */
record OvsTunnel(Uplink first, Uplink second) {
  /** Outer IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14 (RFC 7348), bytes. */
  static final int OVERHEAD = 50;

  static final String PORT = "lr-oovx0";

  /** The tap device that the kernel's vxlan device is joined to, and what joins them. */
  static final String PATCH = "lr-ooup0";

  private static final String JOINT = "lr-oobr0";

  private static final String VNI = "4300";

  /**
   * Not 4789: in one namespace Open vSwitch's vxlan port, which takes every VNI, cannot share it
   * with the vxlan devices of Docker's overlay. 4790 is IANA's for VXLAN-GPE, nothing's here.
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
    Construction construction = bridge.construction();
    Host host = bridge.host();
    construction.undo(() -> host.run(Command.of("ip", "link", "delete", PORT)));
    construction.run(host, Command.of(deviceArguments(here, there, bridge.shape().mtu() + "")));
    bridge.addInternalPort(PATCH);
    KernelBridge.add(construction, host, JOINT, bridge.shape().mtu());
    construction.run(host, "ip", "link", "set", PATCH, "master", JOINT, "up");
    construction.run(host, "ip", "link", "set", PORT, "master", JOINT, "up");
  }

  private static List<String> deviceArguments(Uplink here, Uplink there, String mtu) {
    return List.of(
        "ip",
        "link",
        "add",
        PORT,
        "mtu",
        mtu,
        "type",
        "vxlan",
        "id",
        VNI,
        "local",
        here.address(),
        "remote",
        there.address(),
        "dstport",
        UDP_PORT,
        "dev",
        here.iface());
  }
}
