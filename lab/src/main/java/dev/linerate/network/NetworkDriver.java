package dev.linerate.network;

import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.Placement;
import java.util.List;
import java.util.Set;

/** Builds one kind of container network. */
public interface NetworkDriver {
  /** As in plans and tables: {@code ovs-overlay}. */
  String name();

  /** Where its endpoints can be. */
  Set<Placement> placements();

  /**
   * Whether it can run on these hosts: lists every reason why not, each with a remedy, and changes
   * nothing.
   */
  Support check(List<Host> hosts);

  /** Whether it is built on lab hosts; one that is not is built on the machine itself. */
  default boolean needsLabHosts() {
    return true;
  }

  /**
   * Builds the network with its endpoints. On failure nothing of it is left.
   *
   * @param owner in whose journal every object is written before it is made
   */
  Network create(NetworkSpec spec, Owner owner);
}
