package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Processor time used, nanoseconds (getrusage(2), in whole microseconds).
 *
 * @param userNanos outside the kernel
 * @param systemNanos inside it, for this thread or process; not what soft interrupts took
 */
public record CpuTime(long userNanos, long systemNanos) {
  public static final CpuTime ZERO = new CpuTime(0, 0);

  private static final int RUSAGE_SELF = 0;
  private static final int RUSAGE_THREAD = 1;
  private static final int RUSAGE_BYTES = 144;

  /** Of the calling thread so far. */
  public static CpuTime ofThread() throws LinuxException {
    return of(RUSAGE_THREAD);
  }

  /** Of the whole process so far. */
  public static CpuTime ofProcess() throws LinuxException {
    return of(RUSAGE_SELF);
  }

  private static CpuTime of(int who) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
      checked(
          SystemCall.GETRUSAGE, Kernel.current().call(SystemCall.GETRUSAGE, who, usage.address()));
      return new CpuTime(nanos(usage, 0), nanos(usage, 16));
    }
  }

  private static long nanos(MemorySegment usage, int offset) {
    return usage.get(ValueLayout.JAVA_LONG, offset) * 1_000_000_000
        + usage.get(ValueLayout.JAVA_LONG, offset + 8) * 1000;
  }

  public long totalNanos() {
    return userNanos + systemNanos;
  }

  public CpuTime plus(CpuTime other) {
    return new CpuTime(userNanos + other.userNanos, systemNanos + other.systemNanos);
  }

  public CpuTime minus(CpuTime earlier) {
    return new CpuTime(userNanos - earlier.userNanos, systemNanos - earlier.systemNanos);
  }
}
