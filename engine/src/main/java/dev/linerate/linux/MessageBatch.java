package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Several datagrams for one system call: an array of struct mmsghdr, each with one buffer, a
 * control buffer and, where asked for, the peer's address (sendmmsg(2), recvmmsg(2)). One thread at
 * a time; nothing is allocated after it was made.
 */
public final class MessageBatch implements AutoCloseable {
  // struct mmsghdr on 64-bit Linux: msghdr (56 bytes), then the length and padding
  private static final int HEADER = 64;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int IOVEC = 16;
  private static final int IOVECS = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int LENGTH = 56;
  // struct cmsghdr: its length, then level and type
  private static final int CONTROL_LEVEL = 8;
  private static final int CONTROL_TYPE = 12;
  private static final int CONTROL_DATA = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_UDP = 17;
  private static final int SO_RXQ_OVFL = 40;
  private static final int UDP_GRO = 104;
  private static final ValueLayout.OfShort BIG_ENDIAN_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final int SO_TIMESTAMPNS = 35;

  /** Room for the three control messages that are understood. */
  private static final int CONTROL_BYTES = 96;

  private static final int PAGE = 4096;

  private final Arena arena = Arena.ofShared();
  private final int size;
  private final int capacity;
  private final MemorySegment headers;
  private final MemorySegment iovecs;
  private final MemorySegment controls;
  private final MemorySegment names;
  private final MemorySegment data;

  /** The first so many headers may not be as a receiving call needs them. */
  private int used;

  /**
   * @param size datagrams in a call
   * @param capacity bytes of each, at most
   */
  public MessageBatch(int size, int capacity) {
    this.size = size;
    this.capacity = capacity;
    headers = arena.allocate((long) size * HEADER, 8);
    iovecs = arena.allocate(size * 16L, 8);
    controls = arena.allocate((long) size * CONTROL_BYTES, 8);
    names = arena.allocate((long) size * SocketAddresses.MOST_BYTES, 4);
    data = arena.allocate((long) size * capacity, PAGE);
    for (int i = 0; i < size; i++) {
      iovecs.set(ValueLayout.JAVA_LONG, i * 16L, data.address() + (long) i * capacity);
      headers.set(ValueLayout.JAVA_LONG, at(i, IOVEC), iovecs.address() + i * 16L);
      headers.set(ValueLayout.JAVA_LONG, at(i, IOVECS), 1);
      length(i, capacity);
    }
    used = size;
  }

  public int size() {
    return size;
  }

  /** All buffers, one after another; that of datagram i starts at i × capacity. */
  public MemorySegment data() {
    return data;
  }

  public long offset(int i) {
    return (long) i * capacity;
  }

  /** Bytes to be sent of datagram i, or room to receive it. */
  public void length(int i, int bytes) {
    iovecs.set(ValueLayout.JAVA_LONG, i * 16L + 8, bytes);
  }

  /**
   * Sends the first datagrams.
   *
   * @return how many were sent, or −errno
   */
  public int send(Kernel kernel, int fd, int count) {
    return (int) kernel.call(SystemCall.SENDMMSG, fd, headers.address(), count, 0);
  }

  /**
   * Receives as many as there are; of each the control messages.
   *
   * @param flags of {@link MessageFlag}
   * @return how many came, or −errno
   */
  public int receive(Kernel kernel, int fd, int flags) {
    for (int i = 0; i < used; i++) {
      expect(i);
    }
    int came = (int) kernel.call(SystemCall.RECVMMSG, fd, headers.address(), size, flags, 0);
    used = Math.max(0, came);
    return came;
  }

  /** The kernel overwrites lengths, so they are set before each call. */
  private void expect(int i) {
    headers.set(ValueLayout.JAVA_LONG, at(i, CONTROL), controls.address() + control(i));
    headers.set(ValueLayout.JAVA_LONG, at(i, CONTROL_LENGTH), CONTROL_BYTES);
    headers.set(
        ValueLayout.JAVA_LONG,
        at(i, NAME),
        names.address() + (long) i * SocketAddresses.MOST_BYTES);
    headers.set(ValueLayout.JAVA_INT, at(i, NAME_LENGTH), SocketAddresses.MOST_BYTES);
  }

  /** Bytes received of datagram i; with {@link MessageFlag#TRUNCATE} also what did not fit. */
  public int received(int i) {
    return headers.get(ValueLayout.JAVA_INT, at(i, LENGTH));
  }

  /** Whether datagram i was longer than its buffer. */
  public boolean truncated(int i) {
    return (headers.get(ValueLayout.JAVA_INT, at(i, FLAGS)) & MessageFlag.TRUNCATE) != 0;
  }

  /** UDP port that datagram i came from. */
  public int port(int i) {
    return Short.toUnsignedInt(
        names.get(BIG_ENDIAN_SHORT, (long) i * SocketAddresses.MOST_BYTES + 2));
  }

  /** Bytes of each of the datagrams that came as one (UDP_GRO); 0 when it came alone. */
  public int segment(int i) {
    return controlValue(i, SOL_UDP, UDP_GRO);
  }

  /** Datagrams the socket has dropped so far (SO_RXQ_OVFL), 32 bits; 0 when none was. */
  public int drops(int i) {
    return controlValue(i, SOL_SOCKET, SO_RXQ_OVFL);
  }

  /**
   * When the kernel took datagram i from the device (SO_TIMESTAMPNS): nanoseconds since 1970; 0
   * when that was not asked for.
   */
  public long arrivedNanos(int i) {
    long at = controlData(i, SOL_SOCKET, SO_TIMESTAMPNS);
    return at < 0
        ? 0
        : controls.get(ValueLayout.JAVA_LONG, at) * 1_000_000_000
            + controls.get(ValueLayout.JAVA_LONG, at + 8);
  }

  private int controlValue(int i, int level, int type) {
    long at = controlData(i, level, type);
    return at < 0 ? 0 : controls.get(ValueLayout.JAVA_INT, at);
  }

  /** Where the data of a control message begins; −1 when there is no such message. */
  private long controlData(int i, int level, int type) {
    long offset = control(i);
    long end = offset + headers.get(ValueLayout.JAVA_LONG, at(i, CONTROL_LENGTH));
    while (offset + CONTROL_DATA + 4 <= end) {
      if (controls.get(ValueLayout.JAVA_INT, offset + CONTROL_LEVEL) == level
          && controls.get(ValueLayout.JAVA_INT, offset + CONTROL_TYPE) == type) {
        return offset + CONTROL_DATA;
      }
      long length = controls.get(ValueLayout.JAVA_LONG, offset);
      if (length < CONTROL_DATA) {
        return -1;
      }
      offset += (length + 7) & ~7L;
    }
    return -1;
  }

  private static long at(int i, int field) {
    return (long) i * HEADER + field;
  }

  private static long control(int i) {
    return (long) i * CONTROL_BYTES;
  }

  @Override
  public void close() {
    arena.close();
  }
}
