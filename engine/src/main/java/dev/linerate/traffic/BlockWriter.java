package dev.linerate.traffic;

import dev.linerate.linux.Kernel;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.MemoryFile;
import dev.linerate.linux.MessageFlag;
import dev.linerate.linux.SystemCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Hands a block of payload, or the rest of it, to the kernel. For the thread that made it. */
abstract class BlockWriter implements AutoCloseable {
  private static final int PAGE = 4096;

  final Kernel kernel = Kernel.current();
  final int fd;

  private BlockWriter(int fd) {
    this.fd = fd;
  }

  static BlockWriter of(TcpSending sending, int fd) throws LinuxException {
    return sending.zeroCopy() ? new FromFile(sending, fd) : new FromMemory(sending, fd);
  }

  /** Bytes taken of those from the offset on, or −errno. */
  abstract long write(long offset, long bytes);

  @Override
  public abstract void close();

  private static MemorySegment payload(Arena arena, TcpSending sending) {
    MemorySegment block = arena.allocate(sending.blockBytes(), PAGE);
    sending.payload().fill(block);
    return block;
  }

  /** send(2). */
  private static final class FromMemory extends BlockWriter {
    private final Arena arena = Arena.ofConfined();
    private final long address;

    FromMemory(TcpSending sending, int fd) {
      super(fd);
      address = payload(arena, sending).address();
    }

    @Override
    long write(long offset, long bytes) {
      return kernel.call(
          SystemCall.SENDTO, fd, address + offset, bytes, MessageFlag.NO_SIGNAL, 0, 0);
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  /** sendfile(2). A connection that the peer reset raises SIGPIPE here, which the JVM ignores. */
  private static final class FromFile extends BlockWriter {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment position = arena.allocate(ValueLayout.JAVA_LONG);
    private final MemoryFile file;

    FromFile(TcpSending sending, int fd) throws LinuxException {
      super(fd);
      try (Arena source = Arena.ofConfined()) {
        file = MemoryFile.of(payload(source, sending));
      }
    }

    @Override
    long write(long offset, long bytes) {
      position.set(ValueLayout.JAVA_LONG, 0, offset);
      return kernel.call(SystemCall.SENDFILE, fd, file.fd(), position.address(), bytes);
    }

    @Override
    public void close() {
      file.close();
      arena.close();
    }
  }
}
