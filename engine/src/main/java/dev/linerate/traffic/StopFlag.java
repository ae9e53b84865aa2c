package dev.linerate.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells loops to end, in two steps. Loops look at it after each call to the kernel, and no call
 * waits longer than {@link SocketLimits} says.
 */
public final class StopFlag {
  private static final VarHandle STEP;

  private static final int RUN = 0;
  private static final int STOP = 1;
  private static final int HALT = 2;

  static {
    try {
      STEP = MethodHandles.lookup().findVarHandle(StopFlag.class, "step", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by STEP
  private int step = RUN;

  private final CountDownLatch unready;
  private final CountDownLatch started;

  /** For loops that run at once. */
  public StopFlag() {
    this(0, 0);
  }

  private StopFlag(int loops, int held) {
    unready = new CountDownLatch(loops);
    started = new CountDownLatch(held);
  }

  /**
   * For so many loops that prepare themselves and then wait for {@link #start}: what a first run
   * takes in a young virtual machine is not measured then.
   */
  public static StopFlag held(int loops) {
    return new StopFlag(loops, 1);
  }

  /** Lets the loops run. */
  public void start() {
    started.countDown();
  }

  /** Waits until all loops have prepared themselves; false when they have not within the limit. */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return unready.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Called by a loop that is prepared; returns when it may run. */
  void ready() {
    unready.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        started.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Senders end now; receivers when the stream has ended or has been quiet. */
  public void stop() {
    STEP.compareAndSet(this, RUN, STOP);
    start();
  }

  /** Everybody ends now. */
  public void halt() {
    STEP.setRelease(this, HALT);
    start();
  }

  public boolean isStopped() {
    return (int) STEP.getAcquire(this) >= STOP;
  }

  public boolean isHalted() {
    return (int) STEP.getAcquire(this) == HALT;
  }
}
