package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import dev.linerate.host.Support;
import dev.linerate.network.HostChecks;
import dev.linerate.network.KernelFeature;
import java.util.List;

/** Whether Open vSwitch networks can be built; finding out changes nothing. */
final class OvsChecks {
  private static final String INSTALL_OVS = "sudo apt-get install openvswitch-switch";
  private static final String INSTALL_TOOLS = "sudo apt-get install iproute2 util-linux";
  private static final String TUN = "/dev/net/tun";

  private static final String[] DAEMONS = {
    "ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl", "ovs-appctl"
  };

  private OvsChecks() {}

  static Support bridge(List<Host> hosts) {
    return privileged(Privilege.current()).and(HostChecks.onEach(hosts, OvsChecks::bridgeOn));
  }

  static Support overlay(List<Host> hosts) {
    return HostChecks.twoHosts(hosts)
        .and(privileged(Privilege.current()))
        .and(HostChecks.onEach(hosts, OvsChecks::overlayOn));
  }

  static Support privileged(Privilege privilege) {
    return privilege == Privilege.ROOT
        ? Support.YES
        : Support.no("Open vSwitch's daemons need root", "run it with sudo");
  }

  static Support bridgeOn(Host host) {
    return daemons(host).and(Support.programs(host, INSTALL_TOOLS, "ip", "nsenter"));
  }

  /** Whether the daemons can run and have a datapath. */
  static Support daemons(Host host) {
    return Support.programs(host, INSTALL_OVS, DAEMONS)
        .and(
            Datapath.kernelPossible(host)
                ? KernelFeature.check(host, KernelFeature.VETH)
                : tun(host));
  }

  static Support overlayOn(Host host) {
    return bridgeOn(host)
        .and(
            Datapath.kernelPossible(host)
                ? KernelFeature.check(host, KernelFeature.VXLAN)
                : KernelFeature.check(host, KernelFeature.VXLAN, KernelFeature.BRIDGE));
  }

  private static Support tun(Host host) {
    return host.run(Command.of("test", "-c", TUN)).ok()
        ? Support.YES
        : Support.no(
            host.name() + " has neither the kernel module openvswitch nor " + TUN,
            "sudo modprobe tun, or use a kernel with CONFIG_OPENVSWITCH or CONFIG_TUN");
  }
}
