package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * The network namespace of a thread (network_namespaces(7)). Platform threads only: a virtual one
 * would leave its carrier in the wrong namespace.
 */
public final class NetworkNamespace {
  private static final int AT_FDCWD = -100;
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /**
   * Moves the calling thread into a namespace, for good: end the thread when the work there is
   * done. Sockets that it makes stay in there.
   *
   * @param path {@code /run/netns/NAME} or {@code /proc/PID/ns/net}
   * @throws LinuxException when there is none, or without CAP_SYS_ADMIN
   * @throws IllegalStateException from a virtual thread
   */
  public static void enter(Path path) throws LinuxException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread cannot change its network namespace");
    }
    Kernel kernel = Kernel.current();
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(path.toString()).address();
      long fd =
          checked(
              SystemCall.OPENAT, kernel.call(SystemCall.OPENAT, AT_FDCWD, name, O_RDONLY_CLOEXEC));
      try {
        checked(SystemCall.SETNS, kernel.call(SystemCall.SETNS, fd, CLONE_NEWNET));
      } finally {
        kernel.call(SystemCall.CLOSE, fd);
      }
    }
  }
}
