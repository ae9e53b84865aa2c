package dev.linerate.iperf;

import dev.linerate.traffic.TransactionCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts intervals out of counts that grow. Knows no clock: instants are arguments, nanoseconds. */
final class TransactionIntervals {
  private final long intervalNanos;
  private final long omitNanos;
  private final Consumer<TransactionInterval> listener;
  private final List<TransactionInterval> all = new ArrayList<>();

  private boolean omitting;
  private long originNanos;
  private long measuredNanos;
  private long lastNanos;
  private long dueNanos;
  private TransactionCounts last = TransactionCounts.NONE;
  private TransactionCounts measuredFrom = TransactionCounts.NONE;

  /**
   * @param interval zero for none but the whole
   * @param listener told of each as it ends
   */
  TransactionIntervals(Duration interval, int omitSeconds, Consumer<TransactionInterval> listener) {
    intervalNanos = interval.toNanos();
    omitNanos = Duration.ofSeconds(omitSeconds).toNanos();
    omitting = omitSeconds > 0;
    this.listener = listener;
  }

  void begin(long now) {
    originNanos = now;
    lastNanos = now;
    dueNanos = now + intervalNanos;
    measuredNanos = now + omitNanos;
  }

  /** When the measured time begins. */
  long measuredNanos() {
    return measuredNanos;
  }

  /** When the next interval ends. */
  long nextNanos() {
    long next = intervalNanos == 0 ? Long.MAX_VALUE : dueNanos;
    return omitting ? Math.min(next, measuredNanos) : next;
  }

  /** Ends the interval that is over, if one is. */
  void tick(long now, TransactionCounts counts) {
    if (now - nextNanos() >= 0) {
      boolean ends = omitting && now - measuredNanos >= 0;
      cut(now, counts);
      if (ends) {
        omitting = false;
        originNanos = now;
        dueNanos = now + intervalNanos;
        measuredFrom = counts;
      }
    }
  }

  private void cut(long now, TransactionCounts counts) {
    TransactionInterval interval =
        new TransactionInterval(
            (lastNanos - originNanos) / 1e9,
            (now - originNanos) / 1e9,
            counts.minus(last),
            omitting);
    all.add(interval);
    listener.accept(interval);
    lastNanos = now;
    last = counts;
    // one that ends late does not put off those after it
    while (intervalNanos > 0 && dueNanos - now <= 0) {
      dueNanos += intervalNanos;
    }
  }

  /** Ends the last interval; a short rest without anything in it is left out. */
  void end(long now, TransactionCounts counts) {
    if (!counts.equals(last) || now - lastNanos > intervalNanos / 10) {
      cut(now, counts);
    }
  }

  List<TransactionInterval> all() {
    return all;
  }

  /** The measured time; empty when it ended before that. */
  TransactionInterval total() {
    if (omitting) {
      return new TransactionInterval(0, 0, TransactionCounts.NONE, false);
    }
    return new TransactionInterval(
        0, (lastNanos - originNanos) / 1e9, last.minus(measuredFrom), false);
  }
}
