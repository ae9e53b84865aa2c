package dev.linerate.report;

import dev.linerate.result.Extremes;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Trial;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * All streams of a trial together over one interval, as a chart shows it.
 *
 * @param start seconds since the trial's first byte
 * @param bytes received payload; sent, where the receiver told nothing
 * @param retransmits of all streams
 * @param congestionWindow mean over streams, bytes
 * @param jitterMillis mean over streams
 * @param extremes of what was put together, so that no peak is hidden; of one interval, itself
 */
record Sample(
    double start,
    double seconds,
    long bytes,
    OptionalDouble retransmits,
    OptionalDouble congestionWindow,
    OptionalDouble jitterMillis,
    OptionalDouble lostPercent,
    Extremes extremes) {
  /** More points than this a chart cannot show; neighbours are put together. */
  static final int MOST = 400;

  /** Of the nominal interval: shorter ones are no point of their own. */
  private static final double SHORTEST = 0.25;

  double middle() {
    return start + seconds / 2;
  }

  double bitsPerSecond() {
    return seconds > 0 ? bytes * 8.0 / seconds : 0;
  }

  /**
   * In order of time, the warm-up left out.
   *
   * @param nominal length of an interval as the flow asks for it
   */
  static List<Sample> of(Trial trial, Duration nominal) {
    List<List<Interval>> slots = withoutStubs(slots(trial.intervals()), nominal);
    int together = (slots.size() + MOST - 1) / MOST;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < slots.size(); i += together) {
      samples.add(of(slots.subList(i, Math.min(slots.size(), i + together))));
    }
    return samples;
  }

  /** The k-th interval of every stream and side is in slot k, since they share one clock. */
  private static List<List<Interval>> slots(List<Interval> intervals) {
    List<List<Interval>> slots = new ArrayList<>();
    Map<String, Integer> next = new HashMap<>();
    for (Interval interval : intervals) {
      if (!interval.omitted()) {
        String key = interval.side() + "/" + interval.reverse() + "/" + interval.stream();
        int slot = next.merge(key, 1, Integer::sum) - 1;
        if (slot == slots.size()) {
          slots.add(new ArrayList<>());
        }
        slots.get(slot).add(interval);
      }
    }
    return slots;
  }

  /**
   * A receiver ends with what was still on its way: a few datagrams in a fraction of a millisecond,
   * at a rate that means nothing. Such a stub counts with its neighbour.
   */
  private static List<List<Interval>> withoutStubs(List<List<Interval>> slots, Duration nominal) {
    double least = SHORTEST * Durations.seconds(nominal);
    List<List<Interval>> whole = new ArrayList<>();
    for (List<Interval> slot : slots) {
      if (whole.isEmpty() || (length(slot) >= least && length(whole.getLast()) >= least)) {
        whole.add(slot);
      } else {
        whole.getLast().addAll(slot);
      }
    }
    return whole;
  }

  private static double start(List<Interval> intervals) {
    return intervals.stream().mapToDouble(Interval::start).min().orElse(0);
  }

  /** From the first start to the last end, s. */
  private static double length(List<Interval> intervals) {
    double end = intervals.stream().mapToDouble(i -> i.start() + i.seconds()).max().orElse(0);
    return end - start(intervals);
  }

  private static Sample of(List<List<Interval>> slots) {
    List<Interval> all = slots.stream().flatMap(List::stream).toList();
    return new Sample(
        start(all),
        length(all),
        bytes(all),
        sum(all, Interval::retransmits),
        mean(all, i -> toDouble(i.congestionWindow())),
        mean(all, Interval::jitterMillis),
        lost(all),
        slots.stream().map(Sample::extremes).reduce(Extremes::with).orElseThrow());
  }

  /** One slot's; of a slot that stands for several, as the results file knows them. */
  private static Extremes extremes(List<Interval> slot) {
    Side counts = counting(slot);
    List<Extremes> known =
        slot.stream().filter(i -> i.side() == counts).flatMap(i -> i.extremes().stream()).toList();
    if (!known.isEmpty()) {
      return known.stream().reduce(Extremes::with).orElseThrow();
    }
    double seconds = length(slot);
    double rate = seconds > 0 ? bytes(slot) * 8.0 / seconds : 0;
    return new Extremes(rate, rate, lost(slot), mean(slot, Interval::jitterMillis));
  }

  private static long bytes(List<Interval> all) {
    Side counts = counting(all);
    return all.stream().filter(i -> i.side() == counts).mapToLong(Interval::bytes).sum();
  }

  private static Side counting(List<Interval> all) {
    return all.stream().anyMatch(i -> i.side() == Side.RECEIVER) ? Side.RECEIVER : Side.SENDER;
  }

  private static OptionalDouble lost(List<Interval> all) {
    OptionalDouble lost = sum(all, Interval::lost);
    double packets = sum(all, Interval::packets).orElse(0);
    return lost.isEmpty() || packets == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100 * lost.getAsDouble() / packets);
  }

  private static OptionalDouble sum(List<Interval> all, Function<Interval, OptionalLong> column) {
    double[] values = all.stream().map(column).flatMapToDouble(v -> toDouble(v).stream()).toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Arrays.stream(values).sum());
  }

  private static OptionalDouble mean(
      List<Interval> all, Function<Interval, OptionalDouble> column) {
    return all.stream().map(column).flatMapToDouble(OptionalDouble::stream).average();
  }

  private static OptionalDouble toDouble(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }
}
