package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of {@code /proc} or {@code /sys} that stays open and is read from its beginning again and
 * again (pread(2)): the kernel writes it anew each time. What belongs to a network namespace stays
 * that of the thread which opened it. For one thread at a time; reading allocates nothing, once the
 * buffer is as large as the file.
 */
public final class KernelFile implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int FIRST_SIZE = 4096;

  /** What is longer is cut off. */
  private static final int LARGEST = 4 << 20;

  private final int fd;
  private MemorySegment buffer = Arena.ofAuto().allocate(FIRST_SIZE, 8);
  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  private KernelFile(int fd) {
    this.fd = fd;
  }

  /** Opens a file; the calling thread's namespaces decide which. */
  public static KernelFile open(Path path) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(path.toString()).address();
      return new KernelFile(
          (int)
              checked(
                  SystemCall.OPENAT,
                  Kernel.current().call(SystemCall.OPENAT, AT_FDCWD, name, O_RDONLY_CLOEXEC)));
    }
  }

  /**
   * Reads all of it.
   *
   * @return whether that was possible; without it there are no bytes
   */
  public boolean read() {
    Kernel kernel = Kernel.current();
    length = 0;
    while (length < LARGEST) {
      long got =
          kernel.call(
              SystemCall.PREAD64,
              fd,
              buffer.address() + length,
              buffer.byteSize() - length,
              length);
      if (got < 0) {
        length = 0;
        return false;
      }
      if (got == 0) {
        break;
      }
      length += (int) got;
      if (length == buffer.byteSize()) {
        grow();
      }
    }
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
    return true;
  }

  private void grow() {
    MemorySegment larger = Arena.ofAuto().allocate(buffer.byteSize() * 2, 8);
    MemorySegment.copy(buffer, 0, larger, 0, length);
    buffer = larger;
    bytes = Arrays.copyOf(bytes, bytes.length * 2);
  }

  /** What was read last, and room behind it: not to be changed, and the next read's too. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes were read last. */
  public int length() {
    return length;
  }

  /** Once only. */
  @Override
  public void close() {
    Kernel.current().call(SystemCall.CLOSE, fd);
  }
}
