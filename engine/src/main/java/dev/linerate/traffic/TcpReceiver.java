package dev.linerate.traffic;

import dev.linerate.linux.CurrentCore;
import dev.linerate.linux.Errno;
import dev.linerate.linux.Kernel;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.MessageFlag;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SystemCall;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * Receives from a connection until its end; after the stop, until there is nothing to receive for
 * 20 ms.
 */
public final class TcpReceiver implements TrafficLoop {
  private static final int PAGE = 4096;

  private final Socket socket;
  private final int blockBytes;
  private final int flags;
  private final StopFlag stop;
  private final StreamCounters counters;

  /**
   * The socket stays open when the loop has ended.
   *
   * @param blockBytes bytes taken in one call, at most
   * @param skipCopy the kernel drops the bytes and only counts them (MSG_TRUNC)
   */
  public TcpReceiver(
      Socket socket, int blockBytes, boolean skipCopy, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.blockBytes = blockBytes;
    this.flags = skipCopy ? MessageFlag.TRUNCATE : 0;
    this.stop = stop;
    this.counters = counters;
  }

  @Override
  public Optional<String> note() {
    return flags == 0
        ? Optional.empty()
        : Optional.of("what arrived was counted and not copied to the receiver (MSG_TRUNC)");
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    try (Arena arena = Arena.ofConfined()) {
      receive(arena.allocate(blockBytes, PAGE).address(), new CurrentCore());
    }
  }

  private void receive(long buffer, CurrentCore core) throws LinuxException {
    Kernel kernel = Kernel.current();
    int fd = socket.fd();
    stop.ready();
    while (!stop.isHalted()) {
      boolean draining = stop.isStopped();
      long got = kernel.call(SystemCall.RECVFROM, fd, buffer, blockBytes, flags, 0, 0);
      counters.runsOn(core.number());
      if (got > 0) {
        counters.add(got);
      } else if (got == 0 || (draining && got != -Errno.EINTR)) {
        return;
      } else if (got != -Errno.EAGAIN && got != -Errno.EINTR && !stop.isStopped()) {
        throw new LinuxException(SystemCall.RECVFROM, (int) -got);
      }
    }
  }
}
