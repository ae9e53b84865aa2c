package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/** Waits for one descriptor (ppoll(2)). */
final class Poll {
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final long NANOS = 1_000_000_000L;

  private Poll() {}

  static boolean readable(int fd, Duration limit) throws LinuxException {
    return await(fd, POLLIN, limit);
  }

  static boolean writable(int fd, Duration limit) throws LinuxException {
    return await(fd, POLLOUT, limit);
  }

  /** Whether it is ready, in error or hung up within the limit. */
  private static boolean await(int fd, short events, Duration limit) throws LinuxException {
    long until = System.nanoTime() + limit.toNanos();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 4);
      MemorySegment wait = arena.allocate(16, 8);
      poll.set(ValueLayout.JAVA_INT, 0, fd);
      poll.set(ValueLayout.JAVA_SHORT, 4, events);
      while (true) {
        long left = Math.max(0, until - System.nanoTime());
        wait.set(ValueLayout.JAVA_LONG, 0, left / NANOS);
        wait.set(ValueLayout.JAVA_LONG, 8, left % NANOS);
        long ready =
            Kernel.current().call(SystemCall.PPOLL, poll.address(), 1, wait.address(), 0, 8);
        if (ready != -Errno.EINTR) {
          return Kernel.checked(SystemCall.PPOLL, ready) > 0;
        }
      }
    }
  }
}
