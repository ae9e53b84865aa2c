package dev.linerate.traffic;

import dev.linerate.linux.Sleep;

/**
 * Lets datagrams gather while many come. A receiver that waits in its socket is woken for nearly
 * every datagram, by the core that delivers them: with both ends on one machine that halves the
 * rate or worse. Asleep for a time instead it costs the sender nothing, and takes what has come at
 * once.
 *
 * <p>Times of arrival do not suffer: the kernel notes them. For the calling thread.
 */
final class ReceiveNap {
  /**
   * Of the default socket buffer, which holds about 90 large datagrams, this takes 10 at 200,000/s.
   */
  static final long NAP_NANOS = 50_000;

  /** More than that many are worth a nap: 50,000/s. */
  static final int BUSY = 50;

  /** The time that they are counted in. */
  static final long WINDOW_NANOS = 1_000_000;

  private final boolean allowed;
  private final Sleep sleep = new Sleep();
  private long windowBegin;
  private int came;
  private boolean busy;

  /**
   * For one receiver.
   *
   * @param allowed not where a socket's buffer fills in a shorter time, as coalesced datagrams do
   */
  ReceiveNap(boolean allowed) {
    this.allowed = allowed;
  }

  /** Sleeps, when many have come lately. */
  void after(int datagrams, long nowNanos) {
    if (allowed && isBusy(datagrams, nowNanos)) {
      sleep.until(nowNanos + NAP_NANOS);
    }
  }

  /** Whether they come fast, by the last window that is over. */
  boolean isBusy(int datagrams, long nowNanos) {
    came += datagrams;
    long elapsed = nowNanos - windowBegin;
    if (elapsed >= WINDOW_NANOS) {
      busy = came > BUSY * elapsed / WINDOW_NANOS;
      windowBegin = nowNanos;
      came = 0;
    }
    return busy;
  }
}
