package dev.linerate.traffic;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * What one requester has done so far. Its loop alone writes; the counts may be read at any time,
 * the latencies when the loop's thread has been joined.
 */
public final class Transactions {
  private static final int DONE = 0;
  private static final int LOST = 1;
  private static final int UNCONNECTED = 2;
  private static final int BROKEN = 3;

  /** A latency is known to a thousandth of it. */
  private static final int DIGITS = 3;

  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private final AtomicLongArray counts = new AtomicLongArray(BROKEN + 1);
  private final Histogram latencies = new Histogram(1, LONGEST_NANOS, DIGITS);

  // --- the loop ---------------------------------------------------------------------------------

  /** A transaction that has ended well; its latency is kept where it is of the measured time. */
  void done(long nanos, boolean measured) {
    if (measured) {
      latencies.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }
    increment(DONE);
  }

  void lost() {
    increment(LOST);
  }

  void unconnected() {
    increment(UNCONNECTED);
  }

  void broken() {
    increment(BROKEN);
  }

  private void increment(int count) {
    counts.setRelease(count, counts.getPlain(count) + 1);
  }

  // --- readers ----------------------------------------------------------------------------------

  public TransactionCounts counts() {
    return new TransactionCounts(
        counts.getAcquire(DONE),
        counts.getAcquire(LOST),
        counts.getAcquire(UNCONNECTED),
        counts.getAcquire(BROKEN));
  }

  /** Of the transactions that began in the measured time; the loop's thread has been joined. */
  public Latencies latencies() {
    return new Latencies(
        latencies.getTotalCount(),
        latencies.getTotalCount() == 0 ? 0 : latencies.getMinValue(),
        latencies.getMean(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(90),
        latencies.getValueAtPercentile(99),
        latencies.getValueAtPercentile(99.9),
        latencies.getMaxValue());
  }
}
