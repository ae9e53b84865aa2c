package dev.linerate.traffic;

/**
 * How much the transit time varies: RFC 1889, 6.3.1, as iperf3 computes it: J += (|D| − J) / 16 for
 * each datagram. The clocks of the two ends need not agree.
 */
public final class Jitter {
  private boolean first = true;
  private long lastTransit;
  private double jitter;

  /**
   * Takes a datagram.
   *
   * @param sentNanos by the sender's clock
   * @param arrivedNanos by the receiver's clock
   */
  public void arrived(long sentNanos, long arrivedNanos) {
    long transit = arrivedNanos - sentNanos;
    if (first) {
      first = false;
    } else {
      jitter += (Math.abs((double) (transit - lastTransit)) - jitter) / 16;
    }
    lastTransit = transit;
  }

  /** Nanoseconds; 0 before the second datagram. */
  public long nanos() {
    return Math.round(jitter);
  }
}
