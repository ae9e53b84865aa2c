package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.host.Support;
import dev.linerate.network.HostChecks;
import dev.linerate.ownership.Entry;
import dev.linerate.ownership.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Which daemon serves which host: a private one for each lab host, started when it is first asked
 * for, or the user's own. Thread-safe.
 *
 * <p>Private daemons stay until the lab's clean-up.
 */
public final class Dockers {
  /** Where the machine's own daemon listens unless told otherwise. */
  static final String MACHINE_URL = "unix:///var/run/docker.sock";

  private static final Path USERS_SANDBOXES = Path.of("/var/run/docker/netns");

  private final boolean privateDaemons;
  private final Function<Host, Support> check;
  private final BiFunction<Host, Owner, DockerAccess> open;
  private final Once<Path, DockerAccess> opened = new Once<>();
  private final Images images = new Images(() -> DockerApi.at(MACHINE_URL));
  private final Swarm swarm = new Swarm();

  private Dockers(
      boolean privateDaemons,
      Function<Host, Support> check,
      BiFunction<Host, Owner, DockerAccess> open) {
    this.privateDaemons = privateDaemons;
    this.check = check;
    this.open = open;
  }

  /** A private daemon for each host of a lab, ended by the clean-up of the lab's owner. */
  public static Dockers ofLab() {
    return ofLab(new PrivateDocker());
  }

  static Dockers ofLab(PrivateDocker daemon) {
    return new Dockers(true, DockerChecks::lab, (host, owner) -> started(daemon, host, owner));
  }

  private static DockerAccess started(PrivateDocker daemon, Host host, Owner owner) {
    owner.record(new Entry(Entry.Kind.DOCKER, PrivateDocker.url(host)));
    return daemon.start(host, owner.cgroup());
  }

  /**
   * The user's own daemon, whatever host is asked for.
   *
   * @param url {@code unix:///var/run/docker.sock}
   * @param machine the host it runs on
   * @throws LinerateException when the URL is not one of a Unix socket: the containers' namespaces
   *     must be on this machine
   */
  public static Dockers ofUser(String url, Host machine) {
    if (!url.startsWith("unix:///")) {
      throw LinerateException.user(
          "\"" + url + "\" is no Docker daemon of this machine",
          "Write for example --docker " + MACHINE_URL);
    }
    DockerApi api = DockerApi.at(url);
    DockerAccess access = new DockerAccess(machine, api, USERS_SANDBOXES, Optional.empty());
    return new Dockers(false, _ -> DockerChecks.user(api), (_, _) -> access);
  }

  /** Whether each lab host has a daemon of its own. */
  boolean ofLabHosts() {
    return privateDaemons;
  }

  /** Whether the hosts can have a daemon. */
  Support check(List<Host> hosts) {
    return HostChecks.onEach(hosts, check);
  }

  DockerAccess forHost(Host host, Owner owner) {
    return opened.get(host.stateDirectory(), () -> open.apply(host, owner));
  }

  /** All of them at once. */
  List<DockerAccess> forHosts(List<Host> hosts, Owner owner) {
    return Parallel.map(hosts, host -> forHost(host, owner));
  }

  Images images() {
    return images;
  }

  /** Puts daemons into one Swarm and gives the one that manages it. */
  DockerAccess swarm(List<DockerAccess> members) {
    return swarm.join(members);
  }

  /** How the Swarm was formed, in Docker's own words. */
  List<String> swarmCommands() {
    return swarm.commands();
  }

  /** Notes that objects of {@code owner} are about to be made in a daemon that may outlive it. */
  void journal(DockerAccess docker, Owner owner) {
    if (!privateDaemons) {
      owner.record(new Entry(Entry.Kind.DOCKER, docker.api().url()));
    }
  }
}
