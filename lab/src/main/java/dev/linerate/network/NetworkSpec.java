package dev.linerate.network;

import dev.linerate.host.Host;
import dev.linerate.plan.Placement;
import java.util.List;
import java.util.Set;

/**
 * What a driver is asked to build.
 *
 * @param hosts hosts to build it on, at least one; two for cross-host. Same-host endpoints are on
 *     the first, cross-host endpoints on the first (client) and the second (server)
 * @param placements the placements whose endpoints will be asked for
 */
public record NetworkSpec(List<Host> hosts, Set<Placement> placements) {
  public NetworkSpec {
    hosts = List.copyOf(hosts);
    placements = Set.copyOf(placements);
  }
}
