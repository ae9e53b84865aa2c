package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A thread for a test, so that an interrupt of who waits for it ends it in an orderly way. */
final class TestThread {
  private TestThread() {}

  /**
   * What the test returns.
   *
   * @param end called when the calling thread is interrupted; the test is to end soon then
   * @throws LinerateException which the test threw, or internal for any other
   */
  static <T> T run(Callable<T> test, Runnable end) {
    FutureTask<T> task = new FutureTask<>(test);
    Thread thread = Thread.ofPlatform().daemon().name("iperf-client").start(task);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        end.run();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome(task);
  }

  private static <T> T outcome(FutureTask<T> task) {
    try {
      return task.resultNow();
    } catch (IllegalStateException e) {
      Throwable cause = task.exceptionNow();
      if (cause instanceof LinerateException known) {
        throw known;
      }
      throw LinerateException.internal("the test failed: " + cause, "Please report this", cause);
    }
  }
}
