package dev.linerate.tool;

/**
 * Hears of a trial while it runs, from several threads; must be quick. A tool tells what it knows:
 * only the rate is needed.
 */
@FunctionalInterface
public interface TrialObserver {
  /** What arrives right now, both directions together, bit/s. */
  void rate(double bitsPerSecond);

  /**
   * The first byte is sent: what the intervals count from.
   *
   * @param nanoTime on {@link System#nanoTime()}'s clock
   */
  default void began(long nanoTime) {}

  /** Somebody makes traffic from now on. */
  default void works(TrafficWorker worker) {}
}
