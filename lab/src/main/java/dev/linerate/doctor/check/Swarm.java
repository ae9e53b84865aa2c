package dev.linerate.doctor.check;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.state.Docker;
import dev.linerate.doctor.state.Link;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A daemon that takes part in a swarm.
 *
 * @param node its part, as {@code docker info} tells it
 */
record Swarm(Docker docker, JsonNode node) {
  /** Docker's own default, that of IANA for VXLAN. */
  private static final int DATA_PORT = 4789;

  /**
   * How Docker names the tunnel of an overlay until it is in the overlay's namespace: {@code
   * vx-001001-pctwi}, the id in hexadecimal and the beginning of the network's.
   */
  private static final Pattern TUNNEL = Pattern.compile("(?:vx|ov)-[0-9a-f]{6}-[0-9a-z]{5}");

  /** Empty where there is no Docker, no answer, or no swarm. */
  static Optional<Swarm> on(Patient patient) {
    return Docker.on(patient)
        .filter(Docker::answers)
        .map(docker -> new Swarm(docker, docker.info().path("Swarm")))
        .filter(swarm -> !swarm.state().isEmpty() && !swarm.state().equals("inactive"));
  }

  /** {@code active}, {@code pending}, {@code error}, {@code locked}. */
  String state() {
    return node.path("LocalNodeState").asString("");
  }

  String error() {
    return node.path("Error").asString("");
  }

  boolean manages() {
    return node.path("ControlAvailable").asBoolean(false);
  }

  /** UDP port of the overlays; workers are not told of another one than the default. */
  int dataPort() {
    int port = node.path("Cluster").path("DataPathPort").asInt(0);
    return port == 0 ? DATA_PORT : port;
  }

  /** The host's address in the swarm. */
  String address() {
    return node.path("NodeAddr").asString("");
  }

  static boolean madeByDocker(Link link) {
    return TUNNEL.matcher(link.name()).matches();
  }
}
