package dev.linerate.traffic;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.LinuxException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;

/**
 * How fast one core copies memory outside the heap, buffer to buffer: a reference for paths that
 * never leave the machine.
 */
public final class MemoryCopy {
  private static final long PAGE = 4096;

  /** So long is one measurement; the fastest counts, for others were disturbed. */
  private static final long PASS_NANOS = 2_000_000;

  private MemoryCopy() {}

  /**
   * Copies for that long in a thread of its own, which stays on one core.
   *
   * @param bytes size of each of the two buffers
   * @return bytes copied a second, each counted once, in the fastest pass
   * @throws OutOfMemoryError when there is no memory for the buffers
   * @throws CancellationException when the calling thread is interrupted
   */
  public static double bytesPerSecond(long bytes, Duration time) {
    FutureTask<Double> task = new FutureTask<>(() -> copying(bytes, time));
    Thread thread = Thread.ofPlatform().name("memory-copy").daemon().start(task);
    try {
      thread.join();
      return task.resultNow();
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (IllegalStateException e) {
      if (task.exceptionNow() instanceof OutOfMemoryError memory) {
        throw memory;
      }
      throw e;
    }
  }

  private static double copying(long bytes, Duration time) {
    stay();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(bytes, PAGE).fill((byte) 1);
      MemorySegment to = arena.allocate(bytes, PAGE).fill((byte) 2);
      long end = System.nanoTime() + time.toNanos();
      double best = pass(from, to);
      while (System.nanoTime() - end < 0) {
        best = Math.max(best, pass(from, to));
      }
      return best;
    }
  }

  private static double pass(MemorySegment from, MemorySegment to) {
    long copied = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < PASS_NANOS) {
      to.copyFrom(from);
      copied += from.byteSize();
      now = System.nanoTime();
    }
    return copied * 1e9 / (now - start);
  }

  /** The last core has less of the system's work than the first. */
  private static void stay() {
    try {
      Affinity.pin(Affinity.cores().length() - 1);
    } catch (LinuxException e) {
      // then it moves, as the scheduler wants
    }
  }
}
