package dev.linerate.tool;

import dev.linerate.fault.LinerateException;
import java.util.HashSet;
import java.util.Set;

/** Ports that trials of this process are using, so that no two get the same. */
final class PortLeases {
  static final int FIRST = 5201;
  private static final int LAST = 65535;

  private final Set<Integer> leased = new HashSet<>();

  /**
   * Leases the lowest free port.
   *
   * @param taken ports to skip
   * @throws LinerateException when there is none
   */
  synchronized int lease(Set<Integer> taken) {
    for (int port = FIRST; port <= LAST; port++) {
      if (!taken.contains(port) && leased.add(port)) {
        return port;
      }
    }
    throw LinerateException.environment(
        "every port from " + FIRST + " is in use", "End the programs that listen there: ss -ltnp");
  }

  synchronized void giveBack(int port) {
    leased.remove(port);
  }
}
