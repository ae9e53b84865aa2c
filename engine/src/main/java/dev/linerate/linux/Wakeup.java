package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Wakes a thread that waits in a {@link PollSet}: a pipe (pipe(2)). Any thread may signal. */
public final class Wakeup implements AutoCloseable {
  private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;
  private static final int BATCH = 64;

  private final int readEnd;
  private final int writeEnd;
  private boolean closed;

  public Wakeup() throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      checked(
          SystemCall.PIPE2,
          Kernel.current().call(SystemCall.PIPE2, ends.address(), CLOEXEC_NONBLOCK));
      readEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
      writeEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
    }
  }

  /** Can be read after a signal, until {@link #clear}. */
  public int fd() {
    return readEnd;
  }

  /** Wakes the waiting thread, or lets it not wait when it comes to that. */
  public synchronized void signal() {
    if (!closed) {
      try (Arena arena = Arena.ofConfined()) {
        // a full pipe holds signals enough
        Kernel.current().call(SystemCall.WRITE, writeEnd, arena.allocate(1).address(), 1);
      }
    }
  }

  /** Forgets the signals so far. */
  public synchronized void clear() {
    if (!closed) {
      try (Arena arena = Arena.ofConfined()) {
        long buffer = arena.allocate(BATCH).address();
        while (Kernel.current().call(SystemCall.READ, readEnd, buffer, BATCH) == BATCH) {}
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Kernel.current().call(SystemCall.CLOSE, readEnd);
      Kernel.current().call(SystemCall.CLOSE, writeEnd);
    }
  }
}
