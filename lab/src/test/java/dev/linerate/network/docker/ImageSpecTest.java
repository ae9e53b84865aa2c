package dev.linerate.network.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linerate.fault.LinerateException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSpecTest {
  @Test
  void tellsNamesFromArchives(@TempDir Path folder) throws Exception {
    Path saved = Files.createFile(folder.resolve("ubuntu.image"));
    assertThat(ImageSpec.parse("ubuntu:18.04")).isEqualTo(new ImageSpec.Named("ubuntu:18.04"));
    assertThat(ImageSpec.parse("localhost:5000/a/b@sha256:12ab"))
        .isEqualTo(new ImageSpec.Named("localhost:5000/a/b@sha256:12ab"));
    assertThat(ImageSpec.parse(saved.toString())).isEqualTo(new ImageSpec.Archive(saved));
  }

  @Test
  void refusesWhatIsNeither() {
    assertThatThrownBy(() -> ImageSpec.parse("missing.tar"))
        .isInstanceOfSatisfying(
            LinerateException.class, e -> assertThat(e.nextStep()).contains("docker save"));
    for (String text : new String[] {"", "a b", "ubuntu?x=1", "../etc", "-v", "a".repeat(300)}) {
      assertThatThrownBy(() -> ImageSpec.parse(text)).isInstanceOf(LinerateException.class);
    }
  }
}
