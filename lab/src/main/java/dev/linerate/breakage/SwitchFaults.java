package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.network.HostService;
import dev.linerate.network.KernelFeature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
            "ovsdb-down",
            Fault.OVS_DOWN,
            "the host's ovsdb-server has ended",
            Scene.SWITCHED,
            SwitchFaults::databaseDown),
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
    return site.service("ovs", site.host());
  }

  private static SwitchScene scene(Site site, HostService ovs) {
    Host host = site.host();
    SwitchScene scene =
        new SwitchScene(site, Site.namespace(host), ovs.environment(host), "sw", "198.19.43.");
    if (!scene.built()) {
      boolean kernel = KernelFeature.OPENVSWITCH.on(host) == KernelFeature.State.PRESENT;
      scene.build(kernel ? "system" : "netdev");
    }
    return scene;
  }

  private static void down(Site site) {
    HostService ovs = service(site);
    scene(site, ovs);
    Path control = site.host().stateDirectory().resolve("ovs/ovs-vswitchd.ctl");
    site.undo(new Undo.Start("ovs"));
    site.run(
        site.command(ovs, site.host(), "ovs-appctl", "--timeout=5", "--target=" + control, "exit"));
    if (!Await.until(END_LIMIT, () -> ovs.state(site.host()) == HostService.State.ENDED)) {
      throw LinerateException.environment("ovs-vswitchd does not end", "Try again");
    }
  }

  private static void databaseDown(Site site) {
    HostService ovs = service(site);
    scene(site, ovs);
    Host host = site.host();
    Path control = host.stateDirectory().resolve("ovs/ovsdb-server.ctl");
    Command list = site.command(ovs, host, "ovs-vsctl", "--timeout=1", "--no-wait", "list-br");
    site.undo(new Undo.Start("ovs"));
    site.run(site.command(ovs, host, "ovs-appctl", "--timeout=5", "--target=" + control, "exit"));
    if (!Await.until(END_LIMIT, () -> !host.run(list).ok())) {
      throw LinerateException.environment("ovsdb-server does not end", "Try again");
    }
  }

  private static void flows(Site site) {
    SwitchScene scene = scene(site, service(site));
    site.undo(
        new Undo.Run(scene.command("ovs-ofctl", "add-flow", scene.bridge(), "actions=NORMAL")));
    site.run(scene.command("ovs-ofctl", "del-flows", scene.bridge()));
  }

  private static void datapath(Site site) {
    HostService ovs = service(site);
    scene(site, ovs);
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
