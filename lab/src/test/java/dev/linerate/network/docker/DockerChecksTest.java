package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Support;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DockerChecksTest {
  private static final Set<String> ALL = Set.of("dockerd", "containerd", "runc", "iptables");
  private static final String ROOT = "Name:\tjava\nUid:\t0\t0\t0\t0\nGid:\t0\n";
  private static final String WHOLE = "         0          0 4294967295\n";

  private static FakeHost host(Set<String> programs, String status, String map, String config) {
    return new FakeHost(
        "h1",
        1,
        programs,
        Map.of(
            "/proc/self/status", status,
            "/proc/self/uid_map", map,
            "/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n",
            "/boot/config-6.1.0-18-amd64", config));
  }

  private static List<String> causes(Support support) {
    return support.reasons().stream().map(Support.Reason::cause).toList();
  }

  @Test
  void isContentWithACompleteHost() {
    FakeHost host = host(ALL, ROOT, WHOLE, "CONFIG_BRIDGE=m\nCONFIG_VETH=y\n");
    assertThat(DockerChecks.lab(host).supported()).isTrue();
  }

  @Test
  void namesEveryReasonWithItsRemedy() {
    FakeHost host =
        host(
            Set.of("runc"),
            "Uid:\t0\nUid:\t1000\t1000\t1000\t1000\n",
            WHOLE,
            "# CONFIG_BRIDGE is not set\nCONFIG_VETH=m\nCONFIG_BRIDGE_NETFILTER=m\n");
    Support support = DockerChecks.lab(host);
    assertThat(causes(support))
        .containsExactly(
            "dockerd is not installed on h1",
            "containerd is not installed on h1",
            "iptables is not installed on h1",
            "dockerd needs root",
            "the kernel 6.1.0-18-amd64 has no bridges");
    assertThat(support.text()).contains("sudo apt-get install docker.io iptables");
    assertThat(support.reasons()).allSatisfy(r -> assertThat(r.remedy()).isNotBlank());
  }

  @Test
  void rootOfAUserNamespaceIsNotEnough() {
    FakeHost host = host(ALL, ROOT, "0 1000 1\n", "CONFIG_BRIDGE=m\nCONFIG_VETH=y\n");
    assertThat(causes(DockerChecks.lab(host)))
        .containsExactly("dockerd needs root outside of a user namespace");
  }

  @Test
  void anOverlayNeedsVxlanAndASecondHost() {
    FakeHost host = host(ALL, ROOT, WHOLE, "CONFIG_BRIDGE=m\nCONFIG_VETH=y\n");
    Dockers dockers = Dockers.ofUser("unix:///run/none.sock", host);
    DockerOverlay overlay = new DockerOverlay(dockers, ImageSpec.OWN);
    assertThat(causes(overlay.check(List.of(host))))
        .contains("it needs two hosts and there is one")
        .contains("the kernel 6.1.0-18-amd64 has no VXLAN");
  }

  @Test
  void aDaemonOfTheUserMustAnswer() {
    Dockers dockers = Dockers.ofUser("unix:///nonexistent/docker.sock", FakeHost.number(1));
    Support support = new DockerBridge(dockers, ImageSpec.OWN).check(List.of(FakeHost.number(1)));
    assertThat(support.text())
        .contains("no Docker daemon answers at unix:///nonexistent/docker.sock");
  }
}
