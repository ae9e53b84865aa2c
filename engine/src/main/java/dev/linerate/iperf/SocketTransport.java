package dev.linerate.iperf;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A TCP connection under a {@link ControlChannel}. One thread at a time. */
final class SocketTransport implements ControlTransport {
  private static final int CHUNK = 16 << 10;

  private final Socket socket;
  private final MemorySegment chunk = Arena.ofAuto().allocate(CHUNK);

  /** Takes a connected socket, which stays the caller's to close. */
  SocketTransport(Socket socket) throws LinuxException {
    this.socket = socket;
    socket.nonBlocking(true);
  }

  @Override
  public void readFully(ByteBuffer target, Deadline deadline) throws IOException {
    while (target.hasRemaining()) {
      if (!socket.readable(deadline.remaining())) {
        throw new SocketTimeoutException("nothing came in the time there was");
      }
      MemorySegment room = chunk.asSlice(0, Math.min(CHUNK, target.remaining()));
      int got = read(room);
      target.put(room.asSlice(0, got).asByteBuffer());
    }
  }

  /** At least a byte, or 0 when it was a false alarm. */
  private int read(MemorySegment room) throws IOException {
    try {
      int got = socket.read(room);
      if (got == 0) {
        throw new EOFException("the peer closed the connection");
      }
      return got;
    } catch (LinuxException e) {
      if (passing(e)) {
        return 0;
      }
      if (e.errno() == Errno.ECONNRESET || e.errno() == Errno.ETIMEDOUT) {
        EOFException end = new EOFException("the connection broke");
        end.initCause(e);
        throw end;
      }
      throw e;
    }
  }

  @Override
  public void write(ByteBuffer source, Deadline deadline) throws IOException {
    while (source.hasRemaining()) {
      if (!socket.writable(deadline.remaining())) {
        throw new SocketTimeoutException("the peer took nothing in the time there was");
      }
      MemorySegment part = chunk.asSlice(0, Math.min(CHUNK, source.remaining()));
      part.copyFrom(MemorySegment.ofBuffer(source.slice(source.position(), (int) part.byteSize())));
      source.position(source.position() + write(part));
    }
  }

  private int write(MemorySegment part) throws IOException {
    try {
      return socket.write(part);
    } catch (LinuxException e) {
      if (passing(e)) {
        return 0;
      }
      throw e;
    }
  }

  private static boolean passing(LinuxException e) {
    return e.errno() == Errno.EAGAIN || e.errno() == Errno.EINTR;
  }
}
