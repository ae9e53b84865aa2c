package dev.linerate.iperf;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;

/** A connection to a server whose cookie has not come in full. Never waits. */
final class HalfOpen implements AutoCloseable {
  private final Socket socket;
  private final long order;
  private final Deadline deadline;
  private final byte[] cookie = new byte[Cookie.LENGTH];
  private int filled;
  private boolean dead;

  /**
   * A connection that was just accepted.
   *
   * @param order number among all that were
   */
  HalfOpen(Socket socket, long order, Duration limit) throws LinuxException {
    this.socket = socket;
    this.order = order;
    deadline = Deadline.after(limit);
    socket.nonBlocking(true);
  }

  Socket socket() {
    return socket;
  }

  long order() {
    return order;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Whether it broke, ended or took too long. */
  boolean isOver() {
    return dead || deadline.passed();
  }

  /** Reads what is there; the cookie when that was all of it. */
  Optional<Cookie> read(MemorySegment buffer) {
    try {
      int got = socket.read(buffer.asSlice(0, Cookie.LENGTH - filled));
      dead = got == 0;
      MemorySegment.copy(buffer, 0, MemorySegment.ofArray(cookie), filled, got);
      filled += got;
    } catch (LinuxException e) {
      dead = e.errno() != Errno.EAGAIN && e.errno() != Errno.EINTR;
    }
    return filled == Cookie.LENGTH ? Optional.of(Cookie.of(cookie)) : Optional.empty();
  }

  @Override
  public void close() {
    socket.close();
  }
}
