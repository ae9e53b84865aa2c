package dev.linerate.report;

import dev.linerate.result.Interval;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Columns of an interval that are computed from others, the same in every export. */
final class Columns {
  private Columns() {}

  /** {@code forward} runs from client to server. */
  static String direction(Interval interval) {
    return interval.reverse() ? "reverse" : "forward";
  }

  /** Lost of all datagrams, %, to four decimals; empty where either is unknown or none was sent. */
  static OptionalDouble lostPercent(OptionalLong lost, OptionalLong packets) {
    return lost.isEmpty() || packets.orElse(0) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.rint(1e6 * lost.getAsLong() / packets.getAsLong()) / 1e4);
  }
}
