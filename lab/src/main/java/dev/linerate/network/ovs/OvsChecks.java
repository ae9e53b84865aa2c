package dev.linerate.network.ovs;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import dev.linerate.host.Support;
import dev.linerate.network.KernelModule;
import java.util.ArrayList;
import java.util.List;

/** Whether Open vSwitch networks can be built; finding out changes nothing. */
final class OvsChecks {
  private static final String INSTALL_OVS = "sudo apt-get install openvswitch-switch";
  private static final String INSTALL_TOOLS = "sudo apt-get install iproute2 util-linux";
  private static final String TUN = "/dev/net/tun";

  private OvsChecks() {}

  static Support bridge(List<Host> hosts) {
    return checked(hosts, Privilege.current(), OvsChecks::bridgeOn);
  }

  static Support overlay(List<Host> hosts) {
    return twoHosts(hosts).and(checked(hosts, Privilege.current(), OvsChecks::overlayOn));
  }

  interface HostCheck {
    Support on(Host host);
  }

  /** The reasons of all hosts, each once. */
  static Support checked(List<Host> hosts, Privilege privilege, HostCheck check) {
    List<Support.Reason> reasons = new ArrayList<>(privileged(privilege).reasons());
    hosts.forEach(host -> reasons.addAll(check.on(host).reasons()));
    return new Support(reasons.stream().distinct().toList());
  }

  private static Support privileged(Privilege privilege) {
    return privilege == Privilege.ROOT
        ? Support.YES
        : Support.no("Open vSwitch's daemons need root", "run it with sudo");
  }

  static Support twoHosts(List<Host> hosts) {
    return hosts.size() >= 2
        ? Support.YES
        : Support.no("it needs two hosts and there is one", "raise hosts in the plan");
  }

  static Support bridgeOn(Host host) {
    return Support.programs(
            host, INSTALL_OVS, "ovs-vswitchd", "ovsdb-server", "ovsdb-tool", "ovs-vsctl")
        .and(Support.programs(host, INSTALL_TOOLS, "ip", "nsenter"))
        .and(Datapath.kernelPossible(host) ? module(host, "veth", "CONFIG_VETH") : tun(host));
  }

  static Support overlayOn(Host host) {
    Support support = bridgeOn(host).and(module(host, "vxlan", "CONFIG_VXLAN"));
    return Datapath.kernelPossible(host)
        ? support
        : support.and(module(host, "bridge", "CONFIG_BRIDGE"));
  }

  private static Support tun(Host host) {
    return host.run(Command.of("test", "-c", TUN)).ok()
        ? Support.YES
        : Support.no(
            host.name() + " has neither the kernel module openvswitch nor " + TUN,
            "sudo modprobe tun, or use a kernel with CONFIG_OPENVSWITCH or CONFIG_TUN");
  }

  private static Support module(Host host, String module, String option) {
    return KernelModule.find(host, module) == KernelModule.ABSENT
        ? Support.no(
            "the kernel of " + host.name() + " has no " + module,
            "use a kernel with " + option + ", or leave the network out")
        : Support.YES;
  }
}
