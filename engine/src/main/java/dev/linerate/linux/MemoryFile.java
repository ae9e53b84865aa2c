package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A file without a name, in memory (memfd_create(2)): what sendfile(2) sends from. */
public final class MemoryFile implements AutoCloseable {
  private static final int MFD_CLOEXEC = 1;

  private final int fd;

  private MemoryFile(int fd) {
    this.fd = fd;
  }

  /** A file that holds these bytes. */
  public static MemoryFile of(MemorySegment content) throws LinuxException {
    MemoryFile file = new MemoryFile(create());
    try {
      file.write(content);
      return file;
    } catch (LinuxException e) {
      file.close();
      throw e;
    }
  }

  private static int create() throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom("payload").address();
      return (int)
          checked(
              SystemCall.MEMFD_CREATE,
              Kernel.current().call(SystemCall.MEMFD_CREATE, name, MFD_CLOEXEC));
    }
  }

  private void write(MemorySegment content) throws LinuxException {
    long done = 0;
    while (done < content.byteSize()) {
      long from = content.address() + done;
      long left = content.byteSize() - done;
      done += checked(SystemCall.WRITE, Kernel.current().call(SystemCall.WRITE, fd, from, left));
    }
  }

  /** Its file descriptor. */
  public int fd() {
    return fd;
  }

  /** Gives it back; its bytes live until the kernel has sent them. Once only. */
  @Override
  public void close() {
    Kernel.current().call(SystemCall.CLOSE, fd);
  }
}
