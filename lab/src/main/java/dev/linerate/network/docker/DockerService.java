package dev.linerate.network.docker;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Owner;
import java.util.Map;

/** A private dockerd. */
public final class DockerService implements HostService {
  private final Dockers dockers = Dockers.ofLab();

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Support check(Host host) {
    return DockerChecks.lab(host);
  }

  @Override
  public void start(Host host, Owner owner) {
    dockers.forHost(host, owner);
  }

  @Override
  public State state(Host host) {
    if (!PrivateDocker.startedOn(host)) {
      return State.NONE;
    }
    return PrivateDocker.answersOn(host) ? State.RUNNING : State.ENDED;
  }

  @Override
  public Map<String, String> environment(Host host) {
    return Map.of("DOCKER_HOST", PrivateDocker.url(host));
  }
}
