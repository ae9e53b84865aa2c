package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;

/** Finds the first process of a container of this machine's Docker daemon. */
public final class ContainerProcess {
  private ContainerProcess() {}

  /**
   * Its process id, as this machine counts.
   *
   * @param container name or id
   * @throws LinerateException when Docker does not answer, does not know it, or it does not run
   */
  public static long pid(String container) {
    long pid = DockerApi.at(Dockers.MACHINE_URL).inspectContainer(container).pid();
    if (pid <= 0) {
      throw LinerateException.environment(
          "container \"" + container + "\" does not run", "Start it: docker start " + container);
    }
    return pid;
  }
}
