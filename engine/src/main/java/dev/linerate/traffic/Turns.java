package dev.linerate.traffic;

/**
 * When a requester begins its transactions, and from when their latency counts. At a rate that is
 * the instant at which it was due, also when the one before held it up: who waits for a slow
 * response is not left out (coordinated omission). Without a rate it is the instant at which it
 * began. For the thread that made it.
 */
final class Turns {
  private static final double NANOS = 1e9;

  private final PaceWait wait;
  private final StopFlag stop;
  private final double nanosEach;
  private final long startNanos = System.nanoTime();
  private long begun;

  Turns(int perSecond, StopFlag stop) {
    this.stop = stop;
    wait = new PaceWait(stop);
    nanosEach = perSecond == 0 ? 0 : NANOS / perSecond;
  }

  /** Waits for the next turn; false when the stop came. */
  boolean await() {
    return (nanosEach == 0 || wait.until(dueNanos())) && !stop.isStopped();
  }

  /** From when the latency of this turn counts; the turn after it is the next. */
  long take() {
    long from = nanosEach == 0 ? System.nanoTime() : dueNanos();
    begun++;
    return from;
  }

  /** Turns taken so far. */
  long begun() {
    return begun;
  }

  private long dueNanos() {
    return startNanos + (long) (begun * nanosEach);
  }
}
