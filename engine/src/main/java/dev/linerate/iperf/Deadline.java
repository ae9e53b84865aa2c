package dev.linerate.iperf;

import java.time.Duration;

/**
 * A moment on the monotonic clock at which waiting ends.
 *
 * @param nanoTime in terms of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  /** Longer waits are cut to this, so that differences of the clock do not overflow. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public static Deadline after(Duration wait) {
    return from(System.nanoTime(), wait);
  }

  static Deadline from(long now, Duration wait) {
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return new Deadline(now + (bounded.isNegative() ? 0 : bounded.toNanos()));
  }

  /** Time left, 0 when it has passed. */
  public Duration remaining() {
    return remaining(System.nanoTime());
  }

  Duration remaining(long now) {
    return Duration.ofNanos(Math.max(0, nanoTime - now));
  }

  public boolean passed() {
    return remaining().isZero();
  }
}
