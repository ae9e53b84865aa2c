package dev.linerate.traffic;

import dev.linerate.linux.CurrentCore;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.SystemCall;
import java.util.Optional;

/** Sends blocks over a connection until the stop, or until the budget is used up. */
public final class TcpSender implements TrafficLoop {
  private final Socket socket;
  private final TcpSending sending;
  private final Budget budget;
  private final StopFlag stop;
  private final StreamCounters counters;

  /** The socket stays open when the loop has ended. */
  public TcpSender(
      Socket socket, TcpSending sending, Budget budget, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.sending = sending;
    this.budget = budget;
    this.stop = stop;
    this.counters = counters;
  }

  @Override
  public Optional<String> note() {
    return sending.zeroCopy()
        ? Optional.of("what was sent was not copied from the sender (sendfile)")
        : Optional.empty();
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    try (BlockWriter writer = BlockWriter.of(sending, socket.fd())) {
      CurrentCore core = new CurrentCore();
      stop.ready();
      if (sending.bitsPerSecond() == 0) {
        unlimited(writer, core);
      } else {
        paced(writer, core);
      }
    }
    releaseRest();
  }

  /**
   * What Nagle's algorithm holds back for an acknowledgement, which may take longer than a receiver
   * waits after the stop, is sent now (tcp(7), TCP_NODELAY).
   */
  private void releaseRest() {
    try {
      socket.option(SocketOption.TCP_NODELAY, 1);
    } catch (LinuxException e) {
      // the connection is gone, and the rest with it
    }
  }

  private void unlimited(BlockWriter writer, CurrentCore core) throws LinuxException {
    while (!stop.isStopped() && block(writer, core)) {}
  }

  private void paced(BlockWriter writer, CurrentCore core) throws LinuxException {
    Pacer pacer = new Pacer(sending.bitsPerSecond(), System.nanoTime());
    PaceWait wait = new PaceWait(stop);
    while (wait.until(pacer.dueNanos(counters.bytes()))) {
      counters.paced(wait.lateNanos());
      for (int i = 0; i < sending.burst(); i++) {
        if (stop.isStopped() || !block(writer, core)) {
          return;
        }
      }
    }
  }

  /** Whether there was another block to send and all of it was sent. */
  private boolean block(BlockWriter writer, CurrentCore core) throws LinuxException {
    if (budget.take(1) == 0) {
      return false;
    }
    counters.runsOn(core.number());
    long done = 0;
    while (done < sending.blockBytes()) {
      long sent = writer.write(done, sending.blockBytes() - done);
      if (sent > 0) {
        done += sent;
        counters.add(sent);
      } else if (sent != -Errno.EAGAIN && sent != -Errno.EINTR) {
        return broken(sent);
      }
      if (done < sending.blockBytes() && stop.isStopped()) {
        return false;
      }
    }
    return true;
  }

  /** A peer that goes when the test ends is no error. */
  private boolean broken(long answer) throws LinuxException {
    if (!stop.isStopped()) {
      throw new LinuxException(SystemCall.SENDTO, (int) -answer);
    }
    return false;
  }
}
