package dev.linerate.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

  /** Senders end now; receivers when the stream has ended or has been quiet. */
  public void stop() {
    STEP.compareAndSet(this, RUN, STOP);
  }

  /** Everybody ends now. */
  public void halt() {
    STEP.setRelease(this, HALT);
  }

  public boolean isStopped() {
    return (int) STEP.getAcquire(this) >= STOP;
  }

  public boolean isHalted() {
    return (int) STEP.getAcquire(this) == HALT;
  }
}
