package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support;
import dev.linerate.network.HostService;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.ovs.OvsBridge;
import dev.linerate.network.ovs.Ovses;
import dev.linerate.plan.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What breaks Open vSwitch. */
final class SwitchFaults {
  private static final Duration END_LIMIT = Duration.ofSeconds(20);

  private SwitchFaults() {}

  static List<Breakage> all() {
    return List.of(
        new Breakage(
            "ovs-down",
            Fault.OVS_DOWN,
            "the host's ovs-vswitchd has ended",
            Scene.SWITCHED,
            SwitchFaults::down),
        new Breakage(
            "ovs-flows",
            Fault.OVS_FLOWS,
            "the bridge has no flow left",
            Scene.SWITCHED,
            SwitchFaults::flows),
        new Breakage(
            "ovs-datapath",
            Fault.OVS_DATAPATH,
            "a bridge asks for a datapath that is not there",
            Scene.SWITCHED,
            SwitchFaults::datapath),
        new Breakage(
            "checksum",
            Fault.CHECKSUM,
            "a container leaves checksums to hardware, and a userspace datapath passes them on",
            Scene.PACKET_SOCKETS,
            PacketSocketSwitch::breakChecksums));
  }

  private static HostService service(Site site) {
    HostService ovs = site.service("ovs", site.host());
    NetNs container = NetNs.named(site.owner().mark("ob-a"));
    if (!Files.exists(Path.of(container.path()))) {
      OvsBridge driver = new OvsBridge(new Ovses());
      List<Host> hosts = List.of(site.host());
      Support support = driver.check(hosts);
      new Prerequisite(support).require("an Open vSwitch bridge");
      // it stays until the lab goes: closing it would remove it
      driver.create(new NetworkSpec(hosts, Set.of(Placement.SAME_HOST)), site.owner());
    }
    return ovs;
  }

  private static void down(Site site) {
    HostService ovs = service(site);
    Path control = site.host().stateDirectory().resolve("ovs/ovs-vswitchd.ctl");
    site.undo(new Undo.Start("ovs"));
    site.run(
        site.command(ovs, site.host(), "ovs-appctl", "--timeout=5", "--target=" + control, "exit"));
    if (!Await.until(END_LIMIT, () -> ovs.state(site.host()) == HostService.State.ENDED)) {
      throw LinerateException.environment("ovs-vswitchd does not end", "Try again");
    }
  }

  private static void flows(Site site) {
    HostService ovs = service(site);
    Host host = site.host();
    site.undo(
        new Undo.Run(
            site.command(ovs, host, "ovs-ofctl", "add-flow", OvsBridge.BRIDGE, "actions=NORMAL")));
    site.run(site.command(ovs, host, "ovs-ofctl", "del-flows", OvsBridge.BRIDGE));
  }

  private static void datapath(Site site) {
    HostService ovs = service(site);
    Host host = site.host();
    if (KernelFeature.OPENVSWITCH.on(host) == KernelFeature.State.PRESENT) {
      throw LinerateException.environment(
          "lab break ovs-datapath: this kernel has both datapaths of Open vSwitch", "");
    }
    site.undo(
        new Undo.Run(site.command(ovs, host, "ovs-vsctl", "--no-wait", "del-br", "lr-ovsdp0")));
    site.run(
        site.command(
            ovs,
            host,
            "ovs-vsctl",
            "--no-wait",
            "add-br",
            "lr-ovsdp0",
            "--",
            "set",
            "Bridge",
            "lr-ovsdp0",
            "datapath_type=system"));
  }
}
