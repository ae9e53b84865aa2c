package dev.linerate.traffic;

/**
 * When a stream may send, so that its mean rate since the start is exact: who was held up catches
 * up. Knows no clock: instants are arguments and results, nanoseconds.
 */
public final class Pacer {
  private final long startNanos;
  private final double nanosPerByte;

  /**
   * A pacer for one stream.
   *
   * @param bitsPerSecond payload bits a second; 0 is as fast as it goes
   * @param startNanos when the first byte is due
   */
  public Pacer(long bitsPerSecond, long startNanos) {
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException("a rate is at least 0, not " + bitsPerSecond);
    }
    this.startNanos = startNanos;
    nanosPerByte = bitsPerSecond == 0 ? 0 : 8e9 / bitsPerSecond;
  }

  /** When the next byte is due, after so many have been sent. */
  public long dueNanos(long bytesSent) {
    // a double is exact to a nanosecond for the first 104 days
    return startNanos + (long) (bytesSent * nanosPerByte);
  }
}
