package dev.linerate.iperf;

import java.time.Duration;

/** Checks of ranges that name the field and the range. */
final class Limit {
  private Limit() {}

  static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ", which is not within " + least + " to " + most);
    }
  }

  /** iperf3's: none, or a tenth of a second to a minute. */
  static void interval(Duration interval) {
    if (!interval.isZero()) {
      range("interval in milliseconds", interval.toMillis(), 100, 60_000);
    }
  }
}
