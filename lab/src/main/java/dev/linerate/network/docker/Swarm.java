package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.network.docker.DockerApi.SwarmState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Swarm that the daemons of one lab form, grown as hosts are needed. Thread-safe. */
final class Swarm {
  private Optional<DockerAccess> manager = Optional.empty();
  private final Set<String> members = new HashSet<>();
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  /**
   * Brings all daemons into the Swarm; the first of the first call becomes its manager.
   *
   * @return the manager
   */
  synchronized DockerAccess join(List<DockerAccess> dockers) {
    DockerAccess leader = manager.orElseGet(() -> lead(dockers));
    manager = Optional.of(leader);
    members.add(leader.api().url());
    List<DockerAccess> others =
        dockers.stream().filter(d -> !members.contains(d.api().url())).toList();
    if (!others.isEmpty()) {
      String token = leader.api().workerToken();
      Parallel.map(others, other -> follow(leader, other, token));
      others.forEach(other -> members.add(other.api().url()));
    }
    return leader;
  }

  /** How it was formed, in Docker's own words. */
  List<String> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  /** A lab that is used again may have its Swarm already. */
  private DockerAccess lead(List<DockerAccess> dockers) {
    Optional<DockerAccess> known =
        dockers.stream().filter(d -> d.api().swarmState().manager()).findFirst();
    return known.orElseGet(() -> {
      DockerAccess first = dockers.getFirst();
      String address = address(first.host());
      first.api().initSwarm(address);
      commands.add(first.cli("swarm init", options(address)));
      return first;
    });
  }

  private Void follow(DockerAccess leader, DockerAccess other, String token) {
    SwarmState state = other.api().swarmState();
    if (!state.active()) {
      String address = address(other.host());
      String to = address(leader.host());
      other.api().joinSwarm(address, to, token);
      commands.add(
          other.cli("swarm join", options(address), "--token", tokenOf(leader), to + ":2377"));
    }
    return null;
  }

  /** A reader repeats it with a swarm, and therefore a token, of his own. */
  private static String tokenOf(DockerAccess leader) {
    return "$(" + leader.cli("swarm join-token -q worker") + ")";
  }

  private static String options(String address) {
    return "--listen-addr %s:2377 --advertise-addr %s --data-path-addr %s"
        .formatted(address, address, address);
  }

  static String address(Host host) {
    return host.uplink()
        .orElseThrow(() ->
            LinerateException.environment(
                host.name() + " has no link to other hosts", "Run it on a lab's hosts"))
        .address();
  }
}
