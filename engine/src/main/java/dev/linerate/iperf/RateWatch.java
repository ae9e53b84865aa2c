package dev.linerate.iperf;

import java.time.Duration;

/** Whether a test moves more than a server allows, averaged over a time. Knows no clock. */
final class RateWatch {
  private final long bitsPerSecond;
  private final long windowNanos;
  private long beganNanos;
  private long beganBytes;

  /**
   * A watch from now on.
   *
   * @param bitsPerSecond 0 allows everything
   */
  RateWatch(long bitsPerSecond, Duration window, long nowNanos) {
    this.bitsPerSecond = bitsPerSecond;
    windowNanos = window.toNanos();
    beganNanos = nowNanos;
  }

  /** Whether the last whole window was too much; {@code bytes} of the whole test so far. */
  boolean isTooMuch(long bytes, long nowNanos) {
    long nanos = nowNanos - beganNanos;
    if (bitsPerSecond == 0 || nanos < windowNanos) {
      return false;
    }
    double rate = (bytes - beganBytes) * 8e9 / nanos;
    beganNanos = nowNanos;
    beganBytes = bytes;
    return rate > bitsPerSecond;
  }
}
