package dev.linerate.network.docker;

import dev.linerate.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A daemon that answers, and the host it runs on.
 *
 * @param sandboxes where it keeps the namespaces of containers and overlays
 * @param origin the command that started it; empty for the user's own daemon
 */
record DockerAccess(Host host, DockerApi api, Path sandboxes, Optional<String> origin) {
  /** Whether it is the user's: nothing may be left in it but what bears the owner's label. */
  boolean users() {
    return origin.isEmpty();
  }

  /** The same in Docker's own words, for a reader who wants to repeat it. */
  String cli(String... arguments) {
    return "docker -H " + api.url() + " " + String.join(" ", List.of(arguments));
  }
}
