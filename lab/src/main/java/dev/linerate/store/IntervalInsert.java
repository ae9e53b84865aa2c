package dev.linerate.store;

import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statement that adds an interval with just those columns that it has. Each value bound crosses
 * into SQLite, and of millions of intervals most lack the same half of the columns.
 */
final class IntervalInsert {
  private static final String ALWAYS =
      "trial, position, side, reverse, stream, start, seconds, bytes, omitted";

  private static final List<Part> PARTS =
      List.of(
          new Part("retransmits", i -> of(i.retransmits())),
          new Part("congestion_window", i -> of(i.congestionWindow())),
          new Part("rtt_micros", i -> of(i.rttMicros())),
          new Part("rtt_variance_micros", i -> of(i.rttVarianceMicros())),
          new Part("jitter_millis", i -> of(i.jitterMillis())),
          new Part("lost", i -> of(i.lost())),
          new Part("packets", i -> of(i.packets())),
          new Part("out_of_order", i -> of(i.outOfOrder())),
          new Part("socket_drops", i -> of(i.socketDrops())),
          new Part("pacing_rate", i -> of(rate(i, SenderLimits::pacingRate))),
          new Part("delivery_rate", i -> of(rate(i, SenderLimits::deliveryRate))),
          new Part("busy_micros", i -> micros(i, SenderLimits::busyMicros)),
          new Part("receive_window_micros", i -> micros(i, SenderLimits::receiveWindowMicros)),
          new Part("send_buffer_micros", i -> micros(i, SenderLimits::sendBufferMicros)));

  private final int present;
  private final Object[] values;

  private IntervalInsert(int present, Object[] values) {
    this.present = present;
    this.values = values;
  }

  /** A column that not every interval has. */
  private record Part(String column, Value value) {}

  private interface Value {
    @Nullable Object of(Interval interval);
  }

  static IntervalInsert of(long trial, int position, Interval interval) {
    List<Object> values = new ArrayList<>(23);
    values.add(trial);
    values.add(position);
    values.add(interval.side().word());
    values.add(interval.reverse());
    values.add(interval.stream());
    values.add(interval.start());
    values.add(interval.seconds());
    values.add(interval.bytes());
    values.add(interval.omitted());
    int present = 0;
    for (int i = 0; i < PARTS.size(); i++) {
      Object value = PARTS.get(i).value().of(interval);
      if (value != null) {
        values.add(value);
        present |= 1 << i;
      }
    }
    return new IntervalInsert(present, values.toArray());
  }

  Object[] values() {
    return values;
  }

  /** Whether the same statement does for both. */
  boolean isLike(IntervalInsert other) {
    return present == other.present;
  }

  String sql() {
    StringBuilder columns = new StringBuilder("INSERT INTO intervals (").append(ALWAYS);
    for (int i = 0; i < PARTS.size(); i++) {
      if ((present >> i & 1) == 1) {
        columns.append(", ").append(PARTS.get(i).column());
      }
    }
    return columns.append(") VALUES (?").repeat(", ?", values.length - 1).append(')').toString();
  }

  private static @Nullable Object of(OptionalLong value) {
    return value.isPresent() ? (Object) value.getAsLong() : null;
  }

  private static @Nullable Object of(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : null;
  }

  private static OptionalLong rate(Interval interval, Function<SenderLimits, OptionalLong> column) {
    return interval.limits().map(column).orElse(OptionalLong.empty());
  }

  private static @Nullable Object micros(Interval interval, Function<SenderLimits, Long> column) {
    Optional<Long> micros = interval.limits().map(column);
    return micros.isPresent() ? micros.get() : null;
  }
}
