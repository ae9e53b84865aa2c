package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

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

  /**
   * Does some work inside a namespace, on a thread made for it, and waits for its end. The work has
   * to be bounded in time; an interrupt is passed on to it.
   *
   * @throws LinuxException when the namespace cannot be entered, or by the work
   * @throws RuntimeException what the work threw
   * @throws CancellationException when the calling thread is interrupted
   */
  public static <T extends @Nullable Object> T call(Path path, Callable<T> work)
      throws LinuxException {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          enter(path);
          return work.call();
        });
    Thread thread = Thread.ofPlatform().daemon().name("in " + path).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case LinuxException linux -> throw linux;
        case RuntimeException known -> throw known;
        case null, default -> throw new IllegalStateException("work in " + path + " failed", e);
      }
    }
  }
}
