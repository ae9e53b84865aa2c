package dev.linerate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads of a test: nothing in it waits longer than a minute. */
final class Running {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Running() {}

  static TrafficThread start(TrafficLoop loop) {
    return TrafficThread.start("test", loop, OptionalInt.empty());
  }

  /** Waits for a condition. */
  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(until);
      LockSupport.parkNanos(100_000);
    }
  }

  /** Waits for an end without a failure. */
  static void finish(TrafficThread... threads) throws InterruptedException {
    for (TrafficThread thread : threads) {
      assertThat(thread.join(LIMIT)).as("ended within a minute").isTrue();
      assertThat(thread.failure()).isEmpty();
    }
  }
}
