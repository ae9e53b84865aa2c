package dev.linerate.tool;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/** What the threads of a trial's two ends tell the thread that waits for them. */
final class TrialWatch {
  private final Map<End, Double> rates = new EnumMap<>(End.class);
  private boolean fresh;
  private boolean ended;

  /** How the waiting for a client came to its end. */
  enum Ending {
    ENDED,
    LATE,
    INTERRUPTED
  }

  /** An end has received at that rate for an interval, bit/s. */
  synchronized void received(End end, double bitsPerSecond) {
    rates.put(end, bitsPerSecond);
    fresh = true;
    notifyAll();
  }

  /** The client has ended, well or not. */
  synchronized void clientEnded() {
    ended = true;
    notifyAll();
  }

  /**
   * Waits until a rate is known that was not before, or the client has ended.
   *
   * @return whether it has ended
   */
  synchronized boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); !ended && !fresh && left > 0; ) {
      // 0 would wait for ever
      wait(left / 1_000_000, (int) Math.max(1, left % 1_000_000));
      left = deadline - System.nanoTime();
    }
    return ended;
  }

  /** Waits for the client and tells the rate meanwhile. */
  Ending end(Duration limit, DoubleConsumer live) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        rate().ifPresent(live);
        if (System.nanoTime() - deadline >= 0) {
          return Ending.LATE;
        }
      }
      return Ending.ENDED;
    } catch (InterruptedException e) {
      return Ending.INTERRUPTED;
    }
  }

  /** What arrives, both directions together, bit/s; empty when nothing new is known. */
  synchronized OptionalDouble rate() {
    boolean known = fresh;
    fresh = false;
    return known
        ? OptionalDouble.of(rates.values().stream().mapToDouble(rate -> rate).sum())
        : OptionalDouble.empty();
  }
}
