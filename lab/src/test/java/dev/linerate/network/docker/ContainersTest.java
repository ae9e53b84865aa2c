package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.host.Host;
import dev.linerate.network.Construction;
import dev.linerate.ownership.Owner;
import dev.linerate.unit.Mtu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
  private static final String LOOK = "GET /v1.41/images/ubuntu:18.04/json";
  private static final String CREATE = "POST /v1.41/containers/create?name=lr-a";
  private static final String COPY = "PUT /v1.41/containers/lr-a/archive?path=/";
  private static final String START = "POST /v1.41/containers/lr-a/start";

  @TempDir private Path folder;
  private final FakeDocker docker = new FakeDocker().on(LOOK, 200, "{}");

  /** Starts a container of an image without the wait program; the start is refused. */
  private List<String> asked(Map<String, String> files) {
    docker.on(CREATE, 201, "{\"Id\":\"abc\"}").on(COPY, 200, "").on(START, 500, "no space left");
    Host host = new FakeHost("h1", 1, Set.of(), files);
    DockerAccess access = new DockerAccess(host, docker.api(), folder, Optional.empty());
    Images images = new Images(docker::api);
    try (Owner owner = Owner.create(folder, "k3f9a")) {
      Containers containers =
          new Containers(
              new Construction(), images, new ImageSpec.Named("ubuntu:18.04"), owner, "bridge");
      assertThatThrownBy(() -> containers.run(List.of(new Containers.Place(access, "a", "lr-a"))))
          .hasMessageContaining("no space left");
      return docker.asked();
    }
  }

  @Test
  void mountsTheProgramIntoAnImageWithoutIt() throws IOException {
    assertThat(asked(Map.of())).containsExactly(LOOK, CREATE, START);
    Path program = Path.of(docker.sent(CREATE).at("/HostConfig/Mounts/0/Source").asString());
    assertThat(program).isExecutable();
    assertThat(Files.readAllBytes(program)).startsWith(0x7f, 'E', 'L', 'F');
  }

  @Test
  void copiesTheProgramWhereTheDaemonSeesOtherFiles() {
    docker.on(CREATE, 400, "{\"message\":\"bind source path does not exist\"}");
    assertThat(asked(Map.of())).containsExactly(LOOK, CREATE, CREATE, COPY, START);
  }

  @Test
  void copiesTheProgramWhereContainersMayNotRunFilesOfTheMachine() {
    assertThat(asked(Map.of("/sys/fs/selinux/enforce", "1")))
        .containsExactly(LOOK, CREATE, COPY, START);
  }

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
