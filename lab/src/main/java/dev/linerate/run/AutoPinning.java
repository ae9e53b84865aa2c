package dev.linerate.run;

import dev.linerate.host.CpuTopology;
import dev.linerate.host.LogicalCore;
import dev.linerate.host.Nic;
import dev.linerate.plan.CorePair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses cores for {@code auto}, two for each stream: different physical cores, as near to each
 * other as the machine has them; near the NIC and away from its interrupts where the traffic leaves
 * through one; not core 0, which does more of the system's work than others, when there is a
 * choice. Streams beyond the physical cores go where the fewest threads are.
 */
final class AutoPinning {
  private final CpuTopology topology;
  private final PinningReasons reasons;

  /**
   * What was chosen, and why; or why nothing could be.
   *
   * @param cores a pair for each stream; none when the machine has no two physical cores
   * @param why a phrase: of the choice, or the reason that there is none
   */
  record Choice(List<CorePair> cores, String why) {
    Choice {
      cores = List.copyOf(cores);
    }

    /** The cores and the reasons, in a sentence. */
    String text() {
      return (cores.size() == 1 ? cores.getFirst().text() : CorePair.text(cores)) + ": " + why;
    }
  }

  private AutoPinning(CpuTopology topology, Optional<Nic> nic) {
    this.topology = topology;
    this.reasons = new PinningReasons(topology, nic);
  }

  /**
   * The choice for a machine.
   *
   * @param nic through which the traffic leaves; empty when it does not
   * @param streams in either direction, or in both
   */
  static Choice choose(CpuTopology topology, Optional<Nic> nic, int streams) {
    return new AutoPinning(topology, nic).choose(streams);
  }

  private Choice choose(int streams) {
    List<Seating> chosen = apart(streams);
    if (chosen.isEmpty()) {
      return new Choice(List.of(), reasons.tooFew());
    }
    Crowding crowding = new Crowding(topology.usable(), chosen);
    while (chosen.size() < streams) {
      chosen.add(crowding.next());
    }
    return new Choice(chosen.stream().map(Seating::cores).toList(), reasons.of(chosen));
  }

  /** The best pair, then the best of what is left, as long as there are two physical cores. */
  private List<Seating> apart(int streams) {
    List<LogicalCore> left = new ArrayList<>(topology.physicalCores());
    List<Seating> chosen = new ArrayList<>();
    while (chosen.size() < streams && left.size() >= 2) {
      Seating best = pairs(left).stream().min(order()).orElseThrow();
      chosen.add(best);
      left.removeAll(best.both());
    }
    return chosen;
  }

  private static List<Seating> pairs(List<LogicalCore> cores) {
    List<Seating> pairs = new ArrayList<>();
    for (int i = 0; i < cores.size(); i++) {
      for (int j = i + 1; j < cores.size(); j++) {
        pairs.add(new Seating(cores.get(i), cores.get(j)));
      }
    }
    return pairs;
  }

  /** The best first; of equals the one with the lowest numbers, which comes first. */
  private Comparator<Seating> order() {
    return Comparator.<Seating>comparingLong(pair -> pair.count(reasons::farFromNic))
        .thenComparing(pair -> !pair.shareCache())
        .thenComparing(pair -> !pair.shareNode())
        .thenComparing(pair -> !pair.shareSocket())
        .thenComparingLong(pair -> pair.count(reasons::servesNic))
        .thenComparingLong(pair -> pair.count(PinningReasons::isFirst));
  }
}
