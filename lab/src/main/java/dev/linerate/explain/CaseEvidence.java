package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Interval;
import dev.linerate.result.Path;
import dev.linerate.result.Side;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.InterfaceSeries;
import dev.linerate.telemetry.NamespaceSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** All that is known of a case. */
record CaseEvidence(CaseSummary summary, Optional<Reference> reference, List<Moment> moments) {
  /** Packets of which a mean says something. */
  private static final long ENOUGH_PACKETS = 1000;

  /** The link's bucket lets a little more through in a short trial. */
  private static final double OVER = 1.02;

  Flow flow() {
    return summary.record().spec().flow();
  }

  List<Trial> trials() {
    return summary.record().trials();
  }

  Optional<Path> path() {
    return summary.record().path();
  }

  double median() {
    return summary.bitrate().map(MedianInterval::median).orElse(0.0);
  }

  /** Whether the reference is a limit and reached; a baseline is no limit. */
  boolean reached() {
    return !overoffered()
        && reference.filter(r -> median() >= mark(r) * r.bitsPerSecond()).isPresent();
  }

  /** Whether so much was sent that a full wire is no merit. */
  private boolean overoffered() {
    double offered = summary.offered().map(BitRate::bitsPerSecond).orElse(0.0);
    double wire =
        summary
            .wireLimit()
            .map(limit -> limit.goodput().bitsPerSecond())
            .orElse(Double.POSITIVE_INFINITY);
    return flow().protocol() == Protocol.UDP && offered > OVER * wire;
  }

  private static double mark(Reference reference) {
    return switch (reference.kind()) {
      case WIRE -> Explainer.WIRE_REACHED;
      case OFFERED -> Explainer.OFFERED_REACHED;
      case HOST -> Double.POSITIVE_INFINITY;
    };
  }

  /** Mean of what some moments know; 0 when none does. */
  double average(Function<Moment, OptionalDouble> share) {
    return moments.stream().map(share).flatMapToDouble(OptionalDouble::stream).average().orElse(0);
  }

  /** Intervals that count, of one side. */
  List<Interval> intervals(Side side) {
    return trials().stream()
        .flatMap(trial -> trial.intervals().stream())
        .filter(interval -> !interval.omitted() && interval.side() == side)
        .toList();
  }

  /** Mean size of the packets that the sending interface was given, bytes; empty when unknown. */
  OptionalDouble sentPacketBytes() {
    long bytes = 0;
    long packets = 0;
    for (Trial trial : trials()) {
      for (InterfaceSeries each : endpointInterfaces(trial)) {
        // acknowledgements run the other way: the busiest interface is the sender's
        long sent = each.sentBytes().sum().orElse(0);
        if (sent > bytes) {
          bytes = sent;
          packets = each.sentPackets().sum().orElse(0);
        }
      }
    }
    return packets >= ENOUGH_PACKETS
        ? OptionalDouble.of(bytes / (double) packets)
        : OptionalDouble.empty();
  }

  /**
   * Mean size of what the receiver's IP layer was handed at once, bytes: after GRO has put packets
   * together. Empty when unknown, in a flow both ways, and where both ends share a namespace.
   */
  OptionalDouble receivedPacketBytes() {
    if (flow().direction() == Direction.BIDIR) {
      return OptionalDouble.empty();
    }
    List<End> receiver = List.of(flow().direction() == Direction.FORWARD ? End.SERVER : End.CLIENT);
    long bytes = counter("IpExtInOctets", namespace -> namespace.ends().equals(receiver));
    long packets = counter("IpInReceives", namespace -> namespace.ends().equals(receiver));
    return packets >= ENOUGH_PACKETS
        ? OptionalDouble.of(bytes / (double) packets)
        : OptionalDouble.empty();
  }

  private static List<InterfaceSeries> endpointInterfaces(Trial trial) {
    return trial.telemetry().map(Telemetry::namespaces).orElse(List.of()).stream()
        .map(NamespaceSeries::interfaces)
        .flatMap(List::stream)
        .toList();
  }

  /** Which interfaces and queues on the path dropped packets. */
  DropPlaces dropPlaces() {
    return DropPlaces.of(trials());
  }

  /** Packets that the endpoints' interfaces could not send or hand on. */
  long interfaceDrops() {
    return trials().stream()
        .flatMap(trial -> endpointInterfaces(trial).stream())
        .mapToLong(i -> i.sentDrops().sum().orElse(0) + i.receivedDrops().sum().orElse(0))
        .sum();
  }

  /** Packets that found a core's input queue full; of the whole machine, while it was measured. */
  long backlogDrops() {
    return trials().stream()
        .flatMap(trial -> trial.telemetry().stream())
        .flatMap(telemetry -> telemetry.cores().stream())
        .flatMap(core -> core.softnet().stream())
        .mapToLong(softnet -> softnet.dropped().sum().orElse(0))
        .sum();
  }

  /** Sum over the trials of a counter of the namespaces; 0 when no kernel told it. */
  long counter(String name) {
    return counter(name, _ -> true);
  }

  private long counter(String name, Predicate<NamespaceSeries> which) {
    return trials().stream()
        .flatMap(trial -> trial.telemetry().stream())
        .flatMap(telemetry -> telemetry.namespaces().stream())
        .filter(which)
        .flatMap(namespace -> namespace.counter(name).stream())
        .mapToLong(column -> column.sum().orElse(0))
        .sum();
  }
}
