package dev.linerate.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the working thread, and holds the process until
 * that thread has torn everything down and printed what was measured.
 */
final class Interrupts {
  /** Longer than any teardown; a process that hangs after it is ended by the virtual machine. */
  private static final long LONGEST_TEARDOWN_SECONDS = 120;

  private final Thread worker;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean signalled;

  private Interrupts(Thread worker) {
    this.worker = worker;
  }

  static Interrupts of(Thread worker) {
    Interrupts interrupts = new Interrupts(worker);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::onShutdown, "interrupt"));
    return interrupts;
  }

  private void onShutdown() {
    if (done.getCount() == 0) {
      return;
    }
    signalled = true;
    worker.interrupt();
    try {
      if (!done.await(LONGEST_TEARDOWN_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("linerate: gave up waiting; run linerate cleanup");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a signal has come; System.exit must not be called then. */
  boolean signalled() {
    return signalled;
  }

  void finished() {
    done.countDown();
  }
}
