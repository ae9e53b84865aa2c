package dev.linerate.run;

import dev.linerate.analysis.SteadyState;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds a trial's warm-up in its intervals and leaves it out of its totals. The intervals stay,
 * marked as omitted. Processor shares stay those of the whole trial.
 */
final class WarmUp {
  /** Of the usual length: a shorter interval at the end is what was still on its way. */
  private static final double STUB = 0.5;

  private WarmUp() {}

  /** An interval and which one it is of its stream, from 0. */
  private record Placed(Interval interval, int slot) {}

  /** The trial itself when it has no warm-up, no steady state, or was a search. */
  static Trial cut(Trial trial) {
    if (trial.totals().isEmpty() || trial.search().isPresent()) {
      return trial;
    }
    List<Placed> placed = placed(trial.intervals());
    OptionalInt warmUp = SteadyState.warmUp(received(placed));
    return warmUp.orElse(0) == 0 ? trial : without(trial, placed, warmUp.getAsInt());
  }

  /** The k-th interval of every stream and side is in slot k, since they share one clock. */
  private static List<Placed> placed(List<Interval> intervals) {
    Map<List<Object>, Integer> next = new HashMap<>();
    return intervals.stream()
        .map(i ->
            i.omitted()
                ? new Placed(i, -1)
                : new Placed(
                    i, next.merge(List.of(i.side(), i.reverse(), i.stream()), 1, Integer::sum) - 1))
        .toList();
  }

  /** Received bit/s of all streams together, slot by slot, without a stub at the end. */
  private static double[] received(List<Placed> placed) {
    TreeMap<Integer, Double> rates = new TreeMap<>();
    placed.stream()
        .filter(p -> p.slot() >= 0 && p.interval().side() == Side.RECEIVER)
        .filter(p -> p.interval().seconds() >= STUB * usual(placed))
        .forEach(p -> rates.merge(p.slot(), p.interval().bitsPerSecond(), Double::sum));
    return rates.values().stream().mapToDouble(rate -> rate).toArray();
  }

  private static double usual(List<Placed> placed) {
    return placed.stream()
        .filter(p -> p.slot() == 0)
        .mapToDouble(p -> p.interval().seconds())
        .max()
        .orElse(0);
  }

  private static Trial without(Trial trial, List<Placed> placed, int warmUp) {
    List<Interval> cut =
        placed.stream()
            .filter(p -> p.slot() >= 0 && p.slot() < warmUp)
            .map(Placed::interval)
            .toList();
    List<Interval> marked =
        placed.stream()
            .map(p -> p.slot() < warmUp ? p.interval().asOmitted() : p.interval())
            .toList();
    return new Trial(
        trial.repeat(),
        trial.started(),
        trial.status(),
        trial.reason(),
        trial.totals().map(totals -> without(totals, cut)),
        trial.search(),
        marked,
        trial.toolVersion(),
        trial.commands(),
        trial.telemetry());
  }

  private static Totals without(Totals all, List<Interval> cut) {
    List<Interval> sent = cut.stream().filter(i -> i.side() == Side.SENDER).toList();
    List<Interval> received = cut.stream().filter(i -> i.side() == Side.RECEIVER).toList();
    double end = received.stream().mapToDouble(i -> i.start() + i.seconds()).max().orElse(0);
    double start = received.stream().mapToDouble(Interval::start).min().orElse(0);
    return new Totals(
        all.seconds() - (end - start),
        all.bytesSent() - sent.stream().mapToLong(Interval::bytes).sum(),
        all.bytesReceived() - received.stream().mapToLong(Interval::bytes).sum(),
        less(all.retransmits(), sent, Interval::retransmits),
        all.jitterMillis(),
        less(all.lost(), received, Interval::lost),
        less(all.packets(), received, Interval::packets),
        less(all.outOfOrder(), received, Interval::outOfOrder),
        all.senderCpuPercent(),
        all.receiverCpuPercent(),
        all.transactions());
  }

  /** Unknown stays unknown. */
  private static OptionalLong less(
      OptionalLong all, List<Interval> cut, Function<Interval, OptionalLong> column) {
    long before = cut.stream().map(column).mapToLong(value -> value.orElse(0)).sum();
    return all.isPresent()
        ? OptionalLong.of(Math.max(0, all.getAsLong() - before))
        : OptionalLong.empty();
  }
}
