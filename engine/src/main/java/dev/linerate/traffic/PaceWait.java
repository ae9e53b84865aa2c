package dev.linerate.traffic;

import dev.linerate.linux.Sleep;

/**
 * Waits for the instants of a {@link Pacer}: asleep while there is time, then spinning, as a
 * wake-up comes tens of microseconds late. For the calling thread.
 */
final class PaceWait {
  /** Before the instant by so much it is awake. */
  private static final long SPIN_NANOS = 100_000;

  /** It looks at the flag after this time. */
  private static final long NAP_NANOS = 20_000_000;

  private final StopFlag stop;
  private final Sleep sleep = new Sleep();
  private long lateNanos;

  PaceWait(StopFlag stop) {
    this.stop = stop;
  }

  /** By how much the last instant that has come was missed. */
  long lateNanos() {
    return lateNanos;
  }

  /** Whether the instant has come; false when the stop came before. */
  boolean until(long dueNanos) {
    while (true) {
      long now = System.nanoTime();
      long left = dueNanos - now;
      if (left <= 0) {
        lateNanos = -left;
        return true;
      }
      if (stop.isStopped()) {
        return false;
      }
      if (left > SPIN_NANOS) {
        sleep.until(now + Math.min(left - SPIN_NANOS, NAP_NANOS));
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
