package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/** Waits until one of several descriptors can be read (ppoll(2)). One thread at a time. */
public final class PollSet {
  private static final short POLLIN = 1;
  private static final int ENTRY = 8;
  private static final int EVENTS = 4;
  private static final int RETURNED = 6;
  private static final long NANOS = 1_000_000_000L;

  private final MemorySegment entries;
  private final MemorySegment wait = Arena.ofAuto().allocate(16, 8);
  private int size;

  /** Room for so many descriptors. */
  public PollSet(int capacity) {
    entries = Arena.ofAuto().allocate((long) capacity * ENTRY, 4);
  }

  /** Forgets all descriptors. */
  public void clear() {
    size = 0;
  }

  /**
   * Waits for that one too.
   *
   * @return its index for {@link #ready}
   * @throws IndexOutOfBoundsException when there is no room for it
   */
  public int add(int fd) {
    long at = (long) size * ENTRY;
    entries.set(ValueLayout.JAVA_INT, at, fd);
    entries.set(ValueLayout.JAVA_SHORT, at + EVENTS, POLLIN);
    entries.set(ValueLayout.JAVA_SHORT, at + RETURNED, (short) 0);
    return size++;
  }

  /** Waits until one of them can be read, has ended or is in error; at most for the limit. */
  public boolean await(Duration limit) throws LinuxException {
    long until = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = Math.max(0, until - System.nanoTime());
      wait.set(ValueLayout.JAVA_LONG, 0, left / NANOS);
      wait.set(ValueLayout.JAVA_LONG, 8, left % NANOS);
      long ready =
          Kernel.current().call(SystemCall.PPOLL, entries.address(), size, wait.address(), 0, 8);
      if (ready != -Errno.EINTR) {
        return Kernel.checked(SystemCall.PPOLL, ready) > 0;
      }
    }
  }

  /** Whether the last wait found it readable, ended or in error. */
  public boolean ready(int index) {
    return entries.get(ValueLayout.JAVA_SHORT, (long) index * ENTRY + RETURNED) != 0;
  }
}
