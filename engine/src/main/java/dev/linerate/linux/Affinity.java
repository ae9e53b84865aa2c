package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/** On which cores the calling thread may run (sched_setaffinity(2)). */
public final class Affinity {
  private static final int MOST_CORES = 8192;

  private Affinity() {}

  /** The cores it may run on. */
  public static BitSet cores() throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MOST_CORES / 8, 8);
      long bytes =
          checked(
              SystemCall.SCHED_GETAFFINITY,
              Kernel.current()
                  .call(SystemCall.SCHED_GETAFFINITY, 0, mask.byteSize(), mask.address()));
      return BitSet.valueOf(mask.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /**
   * Keeps the thread on one core.
   *
   * @throws LinuxException when there is no such core, or it is not to be used here
   */
  public static void pin(int core) throws LinuxException {
    if (core < 0 || core >= MOST_CORES) {
      throw new LinuxException(SystemCall.SCHED_SETAFFINITY, Errno.EINVAL);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MOST_CORES / 8, 8);
      mask.set(ValueLayout.JAVA_BYTE, core / 8, (byte) (1 << core % 8));
      checked(
          SystemCall.SCHED_SETAFFINITY,
          Kernel.current().call(SystemCall.SCHED_SETAFFINITY, 0, mask.byteSize(), mask.address()));
    }
  }
}
