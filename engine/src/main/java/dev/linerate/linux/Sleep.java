package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sleeps until an instant of the clock that {@link System#nanoTime} reads (CLOCK_MONOTONIC,
 * clock_nanosleep(2)). For one thread; allocates nothing after it was made.
 */
public final class Sleep {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int TIMER_ABSTIME = 1;
  private static final int PR_SET_TIMERSLACK = 29;
  private static final long NANOS = 1_000_000_000L;

  private final Kernel kernel = Kernel.current();
  private final MemorySegment time = Arena.ofAuto().allocate(16, 8);

  /** For the calling thread, whose timers are exact from now on, not late by up to 50 µs. */
  public Sleep() {
    kernel.call(SystemCall.PRCTL, PR_SET_TIMERSLACK, 1);
  }

  /** Returns at the instant, or earlier when a signal comes. */
  public void until(long nanoTime) {
    time.set(ValueLayout.JAVA_LONG, 0, nanoTime / NANOS);
    time.set(ValueLayout.JAVA_LONG, 8, nanoTime % NANOS);
    kernel.call(SystemCall.CLOCK_NANOSLEEP, CLOCK_MONOTONIC, TIMER_ABSTIME, time.address(), 0);
  }
}
