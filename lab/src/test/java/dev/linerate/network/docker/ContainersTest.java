package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.unit.Mtu;
import org.junit.jupiter.api.Test;

class ContainersTest {
  @Test
  void findsAnInterfaceByItsAddress() {
    String json = Fixtures.text("ip-6.1-address.json");
    assertThat(Containers.interfaceOf(json, "172.17.0.2"))
        .contains(new Containers.Interface("eth0", new Mtu(1500)));
    assertThat(Containers.interfaceOf(json, "172.17.0.20")).isEmpty();
    assertThat(Containers.interfaceOf("[]", "172.17.0.2")).isEmpty();
  }

  @Test
  void waitsOnlyForWhatGoesAway() {
    assertThat(Containers.passing("network lr-k3f9a-overlay1 not found")).isTrue();
    assertThat(Containers.passing("rpc error: code = Unavailable desc = x")).isTrue();
    assertThat(Containers.passing("could not find the corresponding network")).isTrue();
    assertThat(Containers.passing("exec: \"/linerate-wait\": permission denied")).isFalse();
    assertThat(Containers.passing("no space left on device")).isFalse();
  }

  @Test
  void knowsWhenAHostHasHeardOfAContainer() {
    String fdb = Fixtures.text("bridge-6.1-fdb.json");
    assertThat(DockerOverlay.forwards(fdb, "02:42:0a:00:01:0b", "198.18.77.2")).isTrue();
    assertThat(DockerOverlay.forwards(fdb, "02:42:0a:00:01:0b", "198.18.77.3")).isFalse();
    assertThat(DockerOverlay.forwards(fdb, "d6:45:a8:cf:79:1e", "198.18.77.2")).isFalse();
    assertThat(DockerOverlay.forwards("[]", "02:42:0a:00:01:0b", "198.18.77.2")).isFalse();
  }
}
