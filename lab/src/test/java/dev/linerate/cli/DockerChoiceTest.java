package dev.linerate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerChoiceTest {
  @Test
  void anExperimentHasWhatItsRunWasGiven() {
    DockerChoice given = DockerChoice.of("unix:///run/docker.sock", "ubuntu:18.04");
    assertThat(given.facts())
        .containsExactly(
            Map.entry("docker.daemon", "unix:///run/docker.sock"),
            Map.entry("docker.image", "ubuntu:18.04"));
    assertThat(DockerChoice.of(new Platform(given.facts()))).isEqualTo(given);
  }

  @Test
  void nothingGivenIsNothingKept() {
    assertThat(DockerChoice.of(null, null).facts()).isEmpty();
    DockerChoice again = DockerChoice.of(new Platform(Map.of("docker.version", "28.2")));
    assertThat(again).isEqualTo(DockerChoice.of(null, null));
  }

  /** The experiment may be started in another folder. */
  @Test
  void anArchiveIsKeptByItsFullPath(@TempDir Path folder) throws IOException {
    Path archive = Files.writeString(folder.resolve("image.tar"), "tar");
    String given = folder.resolve("../" + folder.getFileName() + "/image.tar").toString();
    assertThat(DockerChoice.of(null, given).facts())
        .containsEntry("docker.image", archive.toString());
    assertThat(archive).isAbsolute();
  }
}
