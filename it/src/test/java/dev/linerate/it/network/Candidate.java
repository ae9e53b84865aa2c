package dev.linerate.it.network;

import dev.linerate.it.Requirements;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.docker.DockerBridge;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.network.linux.HostNetwork;
import dev.linerate.network.linux.LinuxBridge;
import dev.linerate.network.linux.Macvlan;
import dev.linerate.network.linux.Vxlan;
import dev.linerate.network.ovs.OvsBridge;
import dev.linerate.network.ovs.OvsOverlay;
import dev.linerate.network.ovs.Ovses;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A driver to be tried.
 *
 * @param fresh makes one that knows no daemon yet
 * @param needs names of {@link Requirements}
 */
record Candidate(String name, Supplier<NetworkDriver> fresh, List<String> needs) {
  private static final List<String> KERNEL = List.of("netns", "iperf3");
  private static final List<String> DOCKER = List.of("netns", "iperf3", "docker");
  private static final List<String> OVS = List.of("netns", "iperf3", "ovs");

  static Stream<Candidate> all() {
    return Stream.concat(
        Stream.of(
            new Candidate("host", HostNetwork::new, KERNEL),
            new Candidate(
                "docker-bridge", () -> new DockerBridge(Dockers.ofLab(), ImageSpec.OWN), DOCKER),
            new Candidate(
                "docker-overlay", () -> new DockerOverlay(Dockers.ofLab(), ImageSpec.OWN), DOCKER)),
        ofCommands());
  }

  /** Those that build with programs: {@code ip}, {@code ovs-vsctl}. */
  static Stream<Candidate> ofCommands() {
    return Stream.of(
        new Candidate("linux-bridge", LinuxBridge::new, KERNEL),
        new Candidate("macvlan", Macvlan::new, KERNEL),
        new Candidate("vxlan", Vxlan::new, KERNEL),
        new Candidate("ovs-bridge", () -> new OvsBridge(new Ovses()), OVS),
        new Candidate("ovs-overlay", () -> new OvsOverlay(new Ovses()), OVS));
  }

  void need() {
    Requirements.need(needs.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return name;
  }
}
