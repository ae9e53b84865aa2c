package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.network.docker.DockerApi.Attachment;
import dev.linerate.network.docker.DockerApi.Container;
import dev.linerate.network.docker.DockerApi.ContainerSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked by the real client, over the real socket. */
class PretendDaemonTest {
  private PretendDaemon daemon;
  private DockerApi api;

  @BeforeEach
  void listen(@TempDir Path folder) {
    Path socket = folder.resolve("docker.sock");
    daemon = PretendDaemon.at(socket);
    api = DockerApi.at("unix://" + socket);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void speaksTheNewestVersion() {
    assertThat(api.version()).isEqualTo(ApiVersion.NEWEST);
  }

  @Test
  void takesAnImageAndMakesContainersThatAreThisProcess() {
    api.importImage("wait", "x", Map.of("label", "value"), Images.program());
    api.createContainer(
        new ContainerSpec("c", "wait:x", "bridge", "/wait", Optional.empty(), Map.of()));
    assertThat(api.start("c")).isEmpty();
    Container container = api.inspectContainer("c");
    assertThat(container.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(container.attachments().get("bridge"))
        .extracting(Attachment::address)
        .isEqualTo("127.0.0.1");
  }

  @Test
  void hasNothingToList() {
    api.removeContainer("c");
    assertThat(api.containers("label", "value")).isEmpty();
    assertThat(api.networks("label", "value")).isEmpty();
    assertThat(api.images("label", "value")).isEmpty();
  }
}
