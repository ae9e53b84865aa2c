package dev.linerate.doctor.path;

import dev.linerate.doctor.path.HopSearch.Hop;
import dev.linerate.doctor.path.PathState.Change;
import dev.linerate.doctor.path.SizeSearch.Passed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of the packets that were sent in one direction.
 *
 * @param owners MAC addresses that answer for the next hop; empty also where there is no Ethernet
 * @param answered whether the target answers a small packet
 * @param sizes the largest packet that passes; empty when none does
 * @param hops where large packets get to, when some disappear
 * @param tcp a small transfer; empty where the receiver cannot be entered
 * @param below the same between the two hosts, when large packets disappear between their
 *     containers
 * @param changes what was dropped meanwhile, by place
 */
record Probed(
    Set<String> owners,
    boolean answered,
    Optional<Passed> sizes,
    List<Hop> hops,
    Optional<Transfer.Tcp> tcp,
    Optional<Below> below,
    List<Change> changes) {
  Probed {
    owners = Set.copyOf(owners);
    hops = List.copyOf(hops);
    changes = List.copyOf(changes);
  }

  /**
   * The underlay between two hosts.
   *
   * @param from its interface, {@code h1 eth0}
   * @param expected the interface's MTU, bytes
   */
  record Below(String from, String to, int expected, Passed passed) {}

  /** Whether anything that ought to arrive did not. */
  boolean lost() {
    return !answered || tcp.filter(t -> !t.complete()).isPresent();
  }
}
