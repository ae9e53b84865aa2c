package dev.linerate.iperf;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something unless it is closed in time. It has a thread of its own, which ends with it: one
 * of a shared pool would be started here and stay in this thread's network namespace for ever.
 */
final class Cutoff implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  private Cutoff() {}

  static Cutoff after(Duration limit, Runnable action) {
    Cutoff cutoff = new Cutoff();
    Thread.ofPlatform()
        .daemon()
        .name("cutoff")
        .start(() -> {
          if (!cutoff.isClosedWithin(limit)) {
            action.run();
          }
        });
    return cutoff;
  }

  private boolean isClosedWithin(Duration limit) {
    try {
      return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
