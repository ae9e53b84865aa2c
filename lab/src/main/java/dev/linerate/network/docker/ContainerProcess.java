package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.time.Duration;

/** Finds the first process of a container of a Docker daemon on this machine. */
public final class ContainerProcess {
  /** Where the machine's own daemon listens unless told otherwise. */
  public static final String MACHINE_URL = Dockers.MACHINE_URL;

  private static final Duration PING_LIMIT = Duration.ofSeconds(5);

  private ContainerProcess() {}

  /**
   * Its process id, as this machine counts.
   *
   * @param container name or id
   * @throws LinerateException when Docker does not answer, does not know it, or it does not run
   */
  public static long pid(String container) {
    return pid(Dockers.MACHINE_URL, container);
  }

  /**
   * As {@link #pid(String)}, of a daemon of this machine.
   *
   * @param url {@code unix:///var/run/docker.sock}
   */
  public static long pid(String url, String container) {
    DockerApi api = DockerApi.at(url);
    if (!api.ping(PING_LIMIT)) {
      throw LinerateException.environment(
          "no Docker daemon answers at " + url, "Start it, or see linerate doctor");
    }
    if (container.isBlank() || !api.knowsContainer(container)) {
      throw LinerateException.user(
          "the Docker daemon at " + url + " has no container \"" + container + "\"",
          "See docker ps");
    }
    long pid = api.inspectContainer(container).pid();
    if (pid <= 0) {
      throw LinerateException.environment(
          "container \"" + container + "\" does not run", "Start it: docker start " + container);
    }
    return pid;
  }
}
