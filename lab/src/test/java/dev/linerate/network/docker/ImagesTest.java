package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.ownership.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final String IMPORT =
      "POST /v1.41/images/create?fromSrc=-&repo=linerate-wait&tag=k3f9a"
          + "&changes=LABEL+dev.linerate.owner%3Dk3f9a";

  @TempDir private Path folder;
  private Owner owner;
  private final FakeDocker docker = new FakeDocker();
  private final DockerApi api = docker.api();
  private final Images images = new Images(() -> DockerApi.at("unix:///nonexistent/docker.sock"));

  @BeforeEach
  void own() {
    owner = Owner.create(folder, "k3f9a");
  }

  @AfterEach
  void disown() {
    owner.close();
  }

  private DockerAccess lab() {
    return new DockerAccess(FakeHost.number(1), api, Path.of("/x"), Optional.of("dockerd"));
  }

  private DockerAccess users() {
    return new DockerAccess(FakeHost.number(1), api, Path.of("/x"), Optional.empty());
  }

  @Test
  void importsItsOwnOnceWithTheOwnersLabel() {
    docker.on(IMPORT, 200, Fixtures.text("docker-20.10-import.jsonl"));
    Images.Ready ready = images.on(lab(), ImageSpec.OWN, owner);
    images.on(lab(), ImageSpec.OWN, owner);
    assertThat(ready.reference()).isEqualTo("linerate-wait:k3f9a");
    assertThat(ready.complete()).isTrue();
    assertThat(docker.asked()).containsExactly(IMPORT);
    assertThat(docker.sentText(IMPORT)).startsWith("linerate-wait\0").contains("\177ELF");
  }

  @Test
  void usesANamedImageThatIsThereAsItIs() {
    docker.on("GET /v1.41/images/ubuntu:18.04/json", 200, "{}");
    Images.Ready ready = images.on(users(), new ImageSpec.Named("ubuntu:18.04"), owner);
    assertThat(ready).isEqualTo(new Images.Ready("ubuntu:18.04", false, List.of()));
  }

  @Test
  void saysHowToGetANamedImageThatIsNot() {
    assertThatThrownBy(() -> images.on(users(), new ImageSpec.Named("ubuntu:18.04"), owner))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> {
              assertThat(e)
                  .hasMessage("Docker at unix:///run/h1/docker.sock has no image \"ubuntu:18.04\"");
              assertThat(e.nextStep()).contains("docker pull ubuntu:18.04");
            });
  }

  @Test
  void carriesANamedImageOverFromTheMachinesDaemonOnce() throws Exception {
    FakeDocker machine =
        new FakeDocker()
            .on("GET /v1.41/images/ubuntu:18.04/json", 200, "{}")
            .on("GET /v1.41/images/ubuntu:18.04/get", 200, "layers");
    Images carried = new Images(() -> machine.api("unix:///var/run/docker.sock"));
    FakeHost host = new FakeHost(folder.toString(), 1, Set.of(), Map.of());
    docker.on("POST /v1.41/images/load?quiet=1", 200, Fixtures.text("docker-20.10-load.jsonl"));
    for (String url : List.of("unix:///run/h1.sock", "unix:///run/h2.sock")) {
      DockerAccess lab =
          new DockerAccess(host, docker.api(url), Path.of("/x"), Optional.of("dockerd"));
      Images.Ready ready = carried.on(lab, new ImageSpec.Named("ubuntu:18.04"), owner);
      assertThat(ready.reference()).isEqualTo("ubuntu:18.04");
      assertThat(ready.complete()).isFalse();
      assertThat(ready.commands())
          .containsExactly(
              "docker -H unix:///var/run/docker.sock save ubuntu:18.04 | docker -H "
                  + url
                  + " load");
    }
    assertThat(docker.sentText("POST /v1.41/images/load?quiet=1")).isEqualTo("layers");
    assertThat(machine.asked()).containsOnlyOnce("GET /v1.41/images/ubuntu:18.04/get");
  }

  @Test
  void saysWhenThereIsNoDaemonToTakeItFrom() {
    assertThatThrownBy(() -> images.on(lab(), new ImageSpec.Named("ubuntu:18.04"), owner))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("no Docker daemon answers at unix:///nonexistent/docker.sock");
  }

  @Test
  void loadsNoArchiveIntoTheUsersDaemon() {
    ImageSpec archive = new ImageSpec.Archive(Path.of("/home/me/ubuntu.tar"));
    assertThatThrownBy(() -> images.on(users(), archive, owner))
        .isInstanceOfSatisfying(
            LinerateException.class,
            e -> assertThat(e.nextStep()).contains("docker load -i /home/me/ubuntu.tar"));
    assertThat(docker.everythingAsked()).isEmpty();
  }
}
