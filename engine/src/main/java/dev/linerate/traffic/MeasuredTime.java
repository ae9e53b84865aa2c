package dev.linerate.traffic;

/** From when latencies are kept; set by the thread that drives the test, before the loop runs. */
public final class MeasuredTime {
  private volatile long fromNanos = System.nanoTime();

  /** Transactions whose turn comes before are not measured. */
  public void begin(long nanos) {
    fromNanos = nanos;
  }

  boolean has(long nanos) {
    return nanos - fromNanos >= 0;
  }
}
