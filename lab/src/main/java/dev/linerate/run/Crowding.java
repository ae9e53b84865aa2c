package dev.linerate.run;

import dev.linerate.host.LogicalCore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Seats for more threads than there are physical cores: where the fewest are already, first by
 * physical core, then by hyper-thread. A stream's two threads never share a physical core, and
 * senders go to senders where that costs nothing.
 */
final class Crowding {
  private final List<LogicalCore> cores;
  private final Map<Integer, Integer> senders = new HashMap<>();
  private final Map<Integer, Integer> receivers = new HashMap<>();
  private final Map<Integer, Integer> threads = new HashMap<>();

  /**
   * Begins with those that have a seat.
   *
   * @param cores that may be used, of at least two physical cores
   */
  Crowding(List<LogicalCore> cores, List<Seating> seated) {
    this.cores = cores;
    seated.forEach(this::take);
  }

  /** Seats one more stream. */
  Seating next() {
    LogicalCore sender = cores.stream().min(crowd(receivers)).orElseThrow();
    LogicalCore receiver =
        cores.stream()
            .filter(core -> core.physical() != sender.physical())
            .min(
                crowd(senders)
                    .thenComparing(core -> !Seating.same(core.cache(), sender.cache()))
                    .thenComparing(core -> !Seating.same(core.node(), sender.node())))
            .orElseThrow();
    Seating seating = new Seating(sender, receiver);
    take(seating);
    return seating;
  }

  /** The emptiest first; of equals the one with fewer threads of the other kind. */
  private Comparator<LogicalCore> crowd(Map<Integer, Integer> others) {
    return Comparator.<LogicalCore>comparingInt(
            core -> of(senders, core.physical()) + of(receivers, core.physical()))
        .thenComparingInt(core -> of(threads, core.number()))
        .thenComparingInt(core -> of(others, core.physical()));
  }

  private void take(Seating seating) {
    senders.merge(seating.sender().physical(), 1, Integer::sum);
    receivers.merge(seating.receiver().physical(), 1, Integer::sum);
    seating.both().forEach(core -> threads.merge(core.number(), 1, Integer::sum));
  }

  private static int of(Map<Integer, Integer> counts, int core) {
    return counts.getOrDefault(core, 0);
  }
}
