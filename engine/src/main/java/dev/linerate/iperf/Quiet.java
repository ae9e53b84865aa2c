package dev.linerate.iperf;

import java.time.Duration;

/** How long a stream brings nothing when it has ended, where nothing else says that it has. */
final class Quiet {
  private static final Duration LEAST = Duration.ofMillis(20);
  private static final Duration MOST = Duration.ofMillis(500);
  private static final int ROUND_TRIPS = 4;

  private Quiet() {}

  /** Of connections with that round-trip time: a few of them, for what is lost and sent again. */
  static Duration after(Duration roundTrip) {
    Duration few = roundTrip.multipliedBy(ROUND_TRIPS);
    return few.compareTo(LEAST) < 0 ? LEAST : few.compareTo(MOST) > 0 ? MOST : few;
  }
}
