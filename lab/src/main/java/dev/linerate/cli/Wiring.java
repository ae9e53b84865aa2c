package dev.linerate.cli;

import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.host.PlatformReader;
import dev.linerate.host.Privilege;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.docker.DockerBridge;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.DockerReclaimer;
import dev.linerate.network.docker.DockerService;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.network.linux.HostNetwork;
import dev.linerate.network.linux.LinuxBridge;
import dev.linerate.network.linux.Macvlan;
import dev.linerate.network.linux.Vxlan;
import dev.linerate.network.ovs.OvsBridge;
import dev.linerate.network.ovs.OvsOverlay;
import dev.linerate.network.ovs.OvsService;
import dev.linerate.network.ovs.Ovses;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Owners;
import dev.linerate.ownership.Reclaimer;
import dev.linerate.plan.Placement;
import dev.linerate.plan.ToolChoice;
import dev.linerate.run.RunParts;
import dev.linerate.tool.BuiltinTool;
import dev.linerate.tool.Iperf3Tool;
import dev.linerate.tool.MemoryBound;
import dev.linerate.tool.TrafficTool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The one place where concrete parts are put together. */
final class Wiring {
  private Wiring() {}

  /** Where owners keep their directories: LINERATE_STATE, else /var/lib/linerate. */
  static Path stateRoot() {
    String chosen = System.getenv("LINERATE_STATE");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen).toAbsolutePath();
    }
    return Privilege.current() == Privilege.NAMESPACE_ROOT
        ? Unshared.STATE_ROOT
        : Path.of("/var/lib/linerate");
  }

  static Host machine() {
    return new LocalHost(stateRoot(), Map.of());
  }

  /** The machine as an owner sees it: every process it starts bears the owner's mark. */
  static Host machine(Owner owner) {
    return new LocalHost(owner.directory(), Map.of(Owner.VARIABLE, owner.id()));
  }

  static Owners owners() {
    return new Owners(stateRoot());
  }

  static Cleanup cleanup() {
    return new Cleanup(machine(), reclaimers());
  }

  static List<Reclaimer> reclaimers() {
    return List.of(new DockerReclaimer());
  }

  static RunParts runParts() {
    return new RunParts(
        machine(),
        Wiring::machine,
        stateRoot(),
        reclaimers(),
        host -> PlatformReader.read(machine(), Optional.of(host), Version.current()),
        () -> MemoryBound.measure(machine()),
        new RunDoctor(services()),
        Version.current());
  }

  /** Every network driver, in the order of the tables; Docker ones on daemons of the lab's own. */
  static Map<String, NetworkDriver> drivers() {
    return drivers(Optional.empty(), Optional.empty());
  }

  /**
   * Every network driver.
   *
   * @param dockerUrl the user's own daemon, for docker-bridge
   * @param imageName image of the containers; empty takes an own one
   */
  static Map<String, NetworkDriver> drivers(
      Optional<String> dockerUrl, Optional<String> imageName) {
    Dockers lab = Dockers.ofLab();
    Dockers bridgeDaemons = dockerUrl.map(url -> Dockers.ofUser(url, machine())).orElse(lab);
    ImageSpec image = imageName.map(ImageSpec::parse).orElse(ImageSpec.OWN);
    Ovses ovses = new Ovses();
    Map<String, NetworkDriver> drivers = new LinkedHashMap<>();
    for (NetworkDriver driver :
        List.of(
            new HostNetwork(),
            new LinuxBridge(),
            new Macvlan(),
            new DockerBridge(bridgeDaemons, image),
            new OvsBridge(ovses),
            new Vxlan(),
            new DockerOverlay(lab, image),
            new OvsOverlay(ovses))) {
      drivers.put(driver.name(), driver);
    }
    return drivers;
  }

  /**
   * Every traffic tool, by the name that plans use.
   *
   * @param port the port to use in every trial; empty takes a free one
   */
  static Map<String, TrafficTool> tools(OptionalInt port) {
    return Map.of(
        ToolChoice.BUILTIN.word(), new BuiltinTool(port),
        ToolChoice.IPERF3.word(), new Iperf3Tool(port));
  }

  /** What lab hosts can be given. */
  static LabServices services() {
    return new LabServices(List.of(new DockerService(), new OvsService()));
  }

  /** What a plan may name. */
  static Map<String, Set<Placement>> placements(Map<String, NetworkDriver> drivers) {
    Map<String, Set<Placement>> known = new LinkedHashMap<>();
    drivers.forEach((name, driver) -> known.put(name, driver.placements()));
    return known;
  }
}
