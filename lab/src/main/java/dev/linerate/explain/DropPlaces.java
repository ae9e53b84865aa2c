package dev.linerate.explain;

import dev.linerate.result.Trial;
import dev.linerate.telemetry.PathDrops;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which interfaces and queues between the endpoints dropped packets, over all trials of a case.
 *
 * @param watched whether a path was looked at
 * @param counts packets by place, the worst first; none of 0
 */
record DropPlaces(boolean watched, Map<Place, Long> counts) {
  private static final int NAMED = 3;

  /** Where tc's filters can drop, which hold nothing (tc-bpf(8), tc-police(8)). */
  private static final Set<String> FILTERS = Set.of("ingress", "clsact");

  /**
   * What a veth receives and drops, its peer counts as not sent; a bridge receives what is for the
   * host itself.
   */
  private static final Set<String> NOTHING_RECEIVED = Set.of("veth", "bridge", "openvswitch");

  /** Tc's handle of a queue that nobody numbered; classes below it have a parent such as :1. */
  private static final String UNNUMBERED = "0:";

  /**
   * Where a kernel counts.
   *
   * @param how the words before the interface's: {@code by the queue (tbf) of}
   * @param queue whether it is a queue
   */
  record Place(String where, String name, String how, boolean queue) {
    static Place of(PathHop hop, QueueDrops queue) {
      return FILTERS.contains(queue.kind())
          ? new Place(hop.place(), hop.name(), "by a filter (" + queue.kind() + ") at", false)
          : new Place(hop.place(), hop.name(), "by the queue (" + queue.kind() + ") of", true);
    }

    static Place of(PathHop hop, String how) {
      return new Place(hop.place(), hop.name(), how, false);
    }

    String at() {
      return name + " in " + (where.equals("switch") ? "the switch" : where);
    }
  }

  static DropPlaces of(List<Trial> trials) {
    List<PathHop> hops =
        trials.stream()
            .flatMap(trial -> trial.telemetry().stream())
            .flatMap(telemetry -> telemetry.path().stream())
            .map(PathDrops::hops)
            .flatMap(List::stream)
            .toList();
    Map<Place, Long> sums = new LinkedHashMap<>();
    hops.forEach(hop -> add(hop, sums));
    Map<Place, Long> ranked = new LinkedHashMap<>();
    sums.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<Place, Long>comparingByValue().reversed())
        .forEach(entry -> ranked.put(entry.getKey(), entry.getValue()));
    return new DropPlaces(!hops.isEmpty(), ranked);
  }

  private static void add(PathHop hop, Map<Place, Long> sums) {
    hop.sentDrops().ifPresent(count -> sums.merge(Place.of(hop, "behind"), count, Long::sum));
    if (!NOTHING_RECEIVED.contains(hop.kind())) {
      hop.receivedDrops()
          .ifPresent(count -> sums.merge(Place.of(hop, "on their way into"), count, Long::sum));
    }
    for (QueueDrops queue : hop.queues()) {
      sums.merge(Place.of(hop, queue), own(queue, hop.queues()), Long::sum);
    }
  }

  /** A queue counts what those below it dropped, too: {@code 1:} is above parent {@code 1:3}. */
  private static long own(QueueDrops queue, List<QueueDrops> all) {
    if (queue.handle().equals(UNNUMBERED) && !queue.parent().isEmpty()) {
      return queue.dropped();
    }
    String classes = queue.handle().equals(UNNUMBERED) ? ":" : queue.handle();
    long below =
        all.stream()
            .filter(other -> !other.equals(queue) && other.parent().startsWith(classes))
            .mapToLong(QueueDrops::dropped)
            .sum();
    return Math.max(0, queue.dropped() - below);
  }

  boolean none() {
    return counts.isEmpty();
  }

  private long all() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The worst three places by name, and how many there are beside them. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    long named = 0;
    for (Map.Entry<Place, Long> entry : counts.entrySet().stream().limit(NAMED).toList()) {
      sentences.add(sentence(entry.getKey(), entry.getValue()));
      named += entry.getValue();
    }
    if (all() > named) {
      sentences.add(
          "%d packets dropped in %d other places of the path"
              .formatted(all() - named, counts.size() - NAMED));
    }
    return sentences;
  }

  private String sentence(Place place, long dropped) {
    return String.format(
        Locale.ROOT,
        "%d packets dropped %s %s: %.0f %% of the drops counted on the path",
        dropped,
        place.how(),
        place.at(),
        100.0 * dropped / all());
  }

  /** The queue that dropped most; empty when something else did. */
  Optional<Place> worstQueue() {
    return counts.keySet().stream().findFirst().filter(Place::queue);
  }
}
