package dev.linerate.cli;

import dev.linerate.network.NetworkDriver;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Docker daemon and which image a run's networks use. A run keeps both among its facts, so
 * that its experiments use the same; neither can hold a secret: a daemon is a Unix socket of this
 * machine.
 *
 * @param daemon URL; empty takes the lab's own
 * @param image name, or path of an archive; empty takes one made on the spot
 */
record DockerChoice(Optional<String> daemon, Optional<String> image) {
  /** As flags gave it. */
  static DockerChoice of(@Nullable String daemon, @Nullable String image) {
    return new DockerChoice(
        Optional.ofNullable(daemon), Optional.ofNullable(image).map(DockerChoice::absolute));
  }

  /** As a run was given it. */
  static DockerChoice of(Platform platform) {
    return new DockerChoice(
        Optional.ofNullable(platform.facts().get(FactKeys.DOCKER_DAEMON)),
        Optional.ofNullable(platform.facts().get(FactKeys.DOCKER_IMAGE)));
  }

  /** An experiment may be started in another folder. */
  private static String absolute(String image) {
    Path file = Path.of(image);
    return Files.isRegularFile(file) ? file.toAbsolutePath().normalize().toString() : image;
  }

  /**
   * Every network driver, with these.
   *
   * @throws dev.linerate.fault.LinerateException when one of them cannot be
   */
  Map<String, NetworkDriver> drivers() {
    return Wiring.drivers(daemon, image);
  }

  /** For the run's facts. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    daemon.ifPresent(url -> facts.put(FactKeys.DOCKER_DAEMON, url));
    image.ifPresent(name -> facts.put(FactKeys.DOCKER_IMAGE, name));
    return facts;
  }
}
