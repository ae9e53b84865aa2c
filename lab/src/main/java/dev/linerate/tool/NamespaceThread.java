package dev.linerate.tool;

import dev.linerate.host.NetNs;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A platform thread that works inside a network namespace and ends there: it never comes back
 * (setns(2)). Threads that it starts are in the namespace too, and sockets that any of them makes
 * stay in it.
 */
final class NamespaceThread<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private NamespaceThread(FutureTask<T> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /** How a thread gets into a namespace. */
  @FunctionalInterface
  interface Door {
    /**
     * Moves the calling thread.
     *
     * @throws dev.linerate.fault.LinerateException when it may not
     */
    void enter(NetNs namespace);
  }

  static <T> NamespaceThread<T> start(String name, Door door, NetNs namespace, Callable<T> work) {
    return start(name, door, namespace, work, () -> {});
  }

  /**
   * A thread that tells its end.
   *
   * @param ended called by the thread however it ends, also when it did not get in
   */
  static <T> NamespaceThread<T> start(
      String name, Door door, NetNs namespace, Callable<T> work, Runnable ended) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          try {
            door.enter(namespace);
            return work.call();
          } finally {
            ended.run();
          }
        });
    return new NamespaceThread<>(task, Thread.ofPlatform().daemon().name(name).start(task));
  }

  void interrupt() {
    thread.interrupt();
  }

  /**
   * Waits for its end, also where this thread is interrupted: the interrupt is kept.
   *
   * @throws RuntimeException what it threw
   * @throws IllegalStateException when it takes longer than the limit
   */
  T result(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("a trial's thread failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("a trial's thread does not end", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
