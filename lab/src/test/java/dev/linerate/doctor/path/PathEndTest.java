package dev.linerate.doctor.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.doctor.CapturedHost;
import org.junit.jupiter.api.Test;

class PathEndTest {
  /** From a container on another docker0 its own 172.17.0.1 would look nearest. */
  @Test
  void aLabHostIsReachedByItsLink() {
    PathEnd end = PathEnd.host("lab:h2", new CapturedHost("h2").patient());

    assertThat(end.address()).contains("198.18.0.2");
  }
}
