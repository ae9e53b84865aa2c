package dev.linerate.store;

import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import dev.linerate.store.RunWriter.PlacedInterval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The statement that adds many intervals, with just those columns that any of them has. Each value
 * bound crosses into SQLite, and of millions of intervals most lack the same half of the columns.
 */
final class IntervalInsert {
  private static final String ALWAYS =
      "trial, position, side, reverse, stream, start, seconds, bytes, omitted";

  private static final int ALWAYS_COUNT = 9;

  private static final List<Part> PARTS =
      List.of(
          new Part("retransmits", Interval::retransmits),
          new Part("congestion_window", Interval::congestionWindow),
          new Part("rtt_micros", Interval::rttMicros),
          new Part("rtt_variance_micros", Interval::rttVarianceMicros),
          new Part("jitter_millis", Interval::jitterMillis),
          new Part("lost", Interval::lost),
          new Part("packets", Interval::packets),
          new Part("out_of_order", Interval::outOfOrder),
          new Part("socket_drops", Interval::socketDrops),
          new Part("pacing_rate", i -> rate(i, SenderLimits::pacingRate)),
          new Part("delivery_rate", i -> rate(i, SenderLimits::deliveryRate)),
          new Part("busy_micros", i -> micros(i, SenderLimits::busyMicros)),
          new Part("receive_window_micros", i -> micros(i, SenderLimits::receiveWindowMicros)),
          new Part("send_buffer_micros", i -> micros(i, SenderLimits::sendBufferMicros)));

  private final List<PlacedInterval> intervals;
  private final List<Part> parts;

  private IntervalInsert(List<PlacedInterval> intervals, List<Part> parts) {
    this.intervals = intervals;
    this.parts = parts;
  }

  /**
   * A column that not every interval has.
   *
   * @param value an optional
   */
  private record Part(String column, Function<Interval, Object> value) {
    boolean isIn(Interval interval) {
      return switch (value.apply(interval)) {
        case OptionalLong whole -> whole.isPresent();
        case OptionalDouble real -> real.isPresent();
        case Optional<?> any -> any.isPresent();
        default -> true;
      };
    }
  }

  static IntervalInsert of(List<PlacedInterval> intervals) {
    List<Part> missing = new ArrayList<>(PARTS);
    for (PlacedInterval placed : intervals) {
      missing.removeIf(part -> part.isIn(placed.interval()));
    }
    return new IntervalInsert(
        intervals, PARTS.stream().filter(part -> !missing.contains(part)).toList());
  }

  String sql() {
    StringBuilder columns = new StringBuilder("INSERT INTO intervals (").append(ALWAYS);
    parts.forEach(part -> columns.append(", ").append(part.column()));
    int more = ALWAYS_COUNT - 1 + parts.size();
    return columns.append(") VALUES (?").repeat(", ?", more).append(')').toString();
  }

  /** A row for each, made as it is asked for. */
  Iterator<Object[]> rows() {
    return intervals.stream().map(this::row).iterator();
  }

  private Object[] row(PlacedInterval placed) {
    Interval interval = placed.interval();
    Object[] values = new Object[ALWAYS_COUNT + parts.size()];
    values[0] = placed.trial();
    values[1] = placed.position();
    values[2] = interval.side().word();
    values[3] = interval.reverse();
    values[4] = interval.stream();
    values[5] = interval.start();
    values[6] = interval.seconds();
    values[7] = interval.bytes();
    values[8] = interval.omitted();
    for (int i = 0; i < parts.size(); i++) {
      values[ALWAYS_COUNT + i] = parts.get(i).value().apply(interval);
    }
    return values;
  }

  private static OptionalLong rate(Interval interval, Function<SenderLimits, OptionalLong> column) {
    return interval.limits().map(column).orElse(OptionalLong.empty());
  }

  private static Optional<Long> micros(Interval interval, Function<SenderLimits, Long> column) {
    return interval.limits().map(column);
  }
}
