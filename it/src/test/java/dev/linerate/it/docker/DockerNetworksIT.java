package dev.linerate.it.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Endpoint;
import dev.linerate.it.Requirements;
import dev.linerate.network.EndpointPair;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.network.docker.DockerBridge;
import dev.linerate.network.docker.DockerOverlay;
import dev.linerate.network.docker.Dockers;
import dev.linerate.network.docker.ImageSpec;
import dev.linerate.plan.Placement;
import dev.linerate.result.Topology;
import dev.linerate.result.Topology.BoxKind;
import dev.linerate.result.Topology.WireKind;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both drivers on real dockerds of a lab of two hosts. */
class DockerNetworksIT {
  private static final Set<Placement> BOTH = Set.of(Placement.SAME_HOST, Placement.CROSS_HOST);

  @Test
  void bridgeCarriesTrafficAndLeavesNothing() throws IOException {
    Requirements.need("netns", "docker", "iperf3");
    try (DockerLab lab = DockerLab.up()) {
      NetworkDriver driver = new DockerBridge(Dockers.ofLab(), ImageSpec.OWN);
      assertThat(driver.check(lab.hosts()).text()).isEmpty();
      Network network =
          driver.create(new NetworkSpec(lab.hosts(), Set.of(Placement.SAME_HOST)), lab.owner());
      EndpointPair pair = network.endpoints(Placement.SAME_HOST);

      assertThat(pair.client().label()).isEqualTo("h1 container a");
      assertThat(pair.client().mtu().bytes()).isEqualTo(1500);
      assertThat(DockerLab.iperf3(pair)).isGreaterThan(1e9);
      assertThat(network.encapsulation()).isZero();
      assertThat(network.layout().topology().ports())
          .filteredOn(port -> port.name().equals("docker0"))
          .singleElement()
          .satisfies(port -> assertThat(port.addresses()).contains("172.17.0.1/16"));
      assertThat(network.commands())
          .anyMatch(line -> line.contains("dockerd") && line.contains("--data-root"))
          .anyMatch(line -> line.startsWith("docker -H unix://") && line.contains(" start "));

      network.close();
      assertThat(lab.docker(DockerLab.url(lab.hosts().getFirst()), "ps", "-aq")).isBlank();
      assertThat(lab.exists(pair.client().netns())).isFalse();
      assertThat(lab.hosts().get(1).stateDirectory().resolve("docker")).doesNotExist();
    }
  }

  @Test
  void overlayCarriesTrafficOnOneHostAndBetweenHosts() throws IOException {
    Requirements.need("netns", "docker", "iperf3");
    try (DockerLab lab = DockerLab.up()) {
      NetworkDriver driver = new DockerOverlay(Dockers.ofLab(), ImageSpec.OWN);
      assertThat(driver.check(lab.hosts()).text()).isEmpty();
      Network network = driver.create(new NetworkSpec(lab.hosts(), BOTH), lab.owner());

      Endpoint server = network.endpoints(Placement.CROSS_HOST).server();
      assertThat(server.label()).isEqualTo("h2 container c");
      assertThat(server.mtu().bytes()).isEqualTo(1450);
      assertThat(DockerLab.iperf3(network.endpoints(Placement.SAME_HOST))).isGreaterThan(1e9);
      assertThat(DockerLab.iperf3(network.endpoints(Placement.CROSS_HOST))).isBetween(5e8, 9.2e8);
      assertThat(network.encapsulation()).isEqualTo(50);
      assertOverlayIsDrawn(network.layout().topology());

      network.close();
      lab.hosts()
          .forEach(host -> {
            assertThat(lab.docker(DockerLab.url(host), "ps", "-aq")).isBlank();
            assertThat(lab.docker(DockerLab.url(host), "network", "ls", "--format", "{{.Name}}"))
                .doesNotContain(lab.owner().id());
          });
      try (Network again = driver.create(new NetworkSpec(lab.hosts(), BOTH), lab.owner())) {
        assertThat(DockerLab.iperf3(again.endpoints(Placement.CROSS_HOST))).isGreaterThan(5e8);
      }
    }
  }

  private static void assertOverlayIsDrawn(Topology topology) {
    assertThat(topology.boxes())
        .filteredOn(box -> box.kind() == BoxKind.OVERLAY_SANDBOX)
        .extracting(box -> box.inside().orElseThrow())
        .containsExactlyInAnyOrder("h1", "h2");
    assertThat(topology.ports())
        .filteredOn(port -> port.kind().equals("vxlan"))
        .hasSize(2)
        .allSatisfy(port -> {
          assertThat(port.mtu()).isEqualTo(1450);
          assertThat(port.vni()).isPresent();
        });
    assertThat(topology.wires()).extracting(Topology.Wire::kind).contains(WireKind.TUNNEL);
  }
}
