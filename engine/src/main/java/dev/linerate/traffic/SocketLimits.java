package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import java.time.Duration;

/** How long a loop's calls wait: it looks at its {@link StopFlag} at least as often. */
final class SocketLimits {
  /** A stream without anything to read for so long after the stop has ended. */
  private static final Duration QUIET = Duration.ofMillis(20);

  private SocketLimits() {}

  static void set(Socket socket) throws LinuxException {
    socket.receiveLimit(QUIET);
    socket.sendLimit(QUIET);
  }
}
