package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import dev.linerate.ownership.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerReclaimerTest {
  private static final String FILTER =
      "filters=%7B%22label%22%3A%5B%22dev.linerate.owner%3Dk3f9a%22%5D%7D";

  @TempDir private Path folder;
  private final FakeDocker docker = new FakeDocker();

  private Entry entry() {
    return new Entry(Entry.Kind.DOCKER, "unix://" + folder.resolve("docker.sock"));
  }

  private DockerReclaimer reclaimer() {
    return new DockerReclaimer(docker::api);
  }

  @Test
  void removesContainersThenNetworksThenImagesOfTheOwner() {
    docker
        .on("GET /v1.41/containers/json?all=1&" + FILTER, 200, "[{\"Id\":\"c1\"}]")
        .on("GET /v1.41/networks?" + FILTER, 200, "[{\"Id\":\"n1\"}]")
        .on("GET /v1.41/images/json?" + FILTER, 200, "[{\"Id\":\"sha256:0123456789abcdef\"}]")
        .on("DELETE /v1.41/containers/c1?force=1&v=1", 204, "")
        .on("DELETE /v1.41/networks/n1", 204, "")
        .on("DELETE /v1.41/images/sha256:0123456789abcdef?force=1", 200, "[]");
    assertThat(reclaimer().reclaim(entry(), "k3f9a"))
        .containsExactly("container c1", "Docker network n1", "image 0123456789ab");
    assertThat(docker.asked().stream().filter(call -> call.startsWith("DELETE")))
        .containsExactly(
            "DELETE /v1.41/containers/c1?force=1&v=1",
            "DELETE /v1.41/networks/n1",
            "DELETE /v1.41/images/sha256:0123456789abcdef?force=1");
  }

  @Test
  void findsNothingToDoWhenTheLabsDirectoryIsGone() {
    Entry gone = new Entry(Entry.Kind.DOCKER, "unix://" + folder.resolve("x/docker.sock"));
    assertThat(reclaimer().reclaim(gone, "k3f9a")).isEmpty();
    assertThat(docker.everythingAsked()).isEmpty();
  }

  @Test
  void doesNotPretendWhenTheDaemonDoesNotAnswer() {
    assertThatThrownBy(() -> new DockerReclaimer().reclaim(entry(), "k3f9a"))
        .isInstanceOf(LinerateException.class)
        .hasMessageContaining("no Docker daemon answers");
  }

  @Test
  void findsTheSocketsThatKilledShimsLeft() throws IOException {
    String old = "/run/containerd/s/" + "0".repeat(64);
    String newer = "/run/containerd/s/" + "a1".repeat(32);
    Path containers = Files.createDirectories(ShimSockets.containers(folder));
    Files.writeString(
        Files.createDirectory(containers.resolve("c1")).resolve("address"), "unix://" + old);
    Files.writeString(
        Files.createDirectory(containers.resolve("c2")).resolve("bootstrap.json"),
        "{\"version\":2,\"address\":\"unix://" + newer + "\",\"protocol\":\"ttrpc\"}");
    Files.writeString(
        Files.createDirectory(containers.resolve("c3")).resolve("address"),
        "unix:///run/containerd/s/../../docker.sock");
    Files.createDirectory(containers.resolve("c4"));
    assertThat(ShimSockets.noted(containers))
        .containsExactlyInAnyOrder(Path.of(old), Path.of(newer));
    assertThat(ShimSockets.noted(folder.resolve("none"))).isEmpty();
  }

  @Test
  void doesNotAskALabsDaemonThatHasEnded() throws IOException {
    Files.createFile(folder.resolve(PrivateDocker.CONFIGURATION));
    assertThat(new DockerReclaimer().reclaim(entry(), "k3f9a")).isEmpty();
  }

  @Test
  void doesNotAskTheOwnersDaemonThatWasKilledBeforeItWasSetUp() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("k3f9a/h1/docker"));
    Entry own = new Entry(Entry.Kind.DOCKER, "unix://" + directory.resolve("docker.sock"));
    assertThat(new DockerReclaimer().reclaim(own, "k3f9a")).isEmpty();
  }
}
