package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the kernel knows of a TCP connection (tcp(7), TCP_INFO; struct tcp_info in linux/tcp.h).
 * Read again and again into the same memory; one thread at a time.
 *
 * <p>A kernel older than a field does not write it: the field is then −1.
 */
public final class TcpInfo {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int BYTES = 256;

  private final MemorySegment info = Arena.ofAuto().allocate(BYTES, 8);
  private final MemorySegment length = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
  private int known;

  /**
   * Reads it anew.
   *
   * @throws LinuxException when the descriptor is no TCP socket
   */
  public void read(int fd) throws LinuxException {
    length.set(ValueLayout.JAVA_INT, 0, BYTES);
    Kernel.checked(
        SystemCall.GETSOCKOPT,
        Kernel.current()
            .call(
                SystemCall.GETSOCKOPT,
                fd,
                IPPROTO_TCP,
                TCP_INFO,
                info.address(),
                length.address()));
    known = length.get(ValueLayout.JAVA_INT, 0);
  }

  /** Largest segment we send, bytes. */
  public long sendMss() {
    return unsignedInt(16);
  }

  public long pathMtu() {
    return unsignedInt(60);
  }

  /** Smoothed round-trip time, µs. */
  public long rttMicros() {
    return unsignedInt(68);
  }

  /** Its mean deviation, µs. */
  public long rttVarianceMicros() {
    return unsignedInt(72);
  }

  /** Smallest round-trip time seen lately, µs. */
  public long minRttMicros() {
    return unsignedInt(148);
  }

  /** Congestion window, bytes: segments times the largest segment we send. */
  public long congestionWindow() {
    return known >= 84 ? unsignedInt(80) * sendMss() : -1;
  }

  /** Window the peer offers, bytes. */
  public long sendWindow() {
    return unsignedInt(228);
  }

  /** Segments sent again since the connection was made. */
  public long retransmits() {
    return unsignedInt(100);
  }

  /** Segments that came out of order. */
  public long reordering() {
    return unsignedInt(88);
  }

  /** Rate at which it may send, bytes per second; all bits set where it is unlimited. */
  public long pacingRate() {
    return known >= 112 ? info.get(ValueLayout.JAVA_LONG, 104) : -1;
  }

  /** Most recent rate at which data reached the peer, bytes per second. */
  public long deliveryRate() {
    return unsignedLong(160);
  }

  /** Time with data to send, µs. */
  public long busyMicros() {
    return unsignedLong(168);
  }

  /** Of it, time held up by the peer's window, µs. */
  public long windowLimitedMicros() {
    return unsignedLong(176);
  }

  /** Of it, time held up by our send buffer, µs. */
  public long sendBufferLimitedMicros() {
    return unsignedLong(184);
  }

  private long unsignedInt(int offset) {
    return known >= offset + 4
        ? Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, offset))
        : -1;
  }

  private long unsignedLong(int offset) {
    return known >= offset + 8 ? info.get(ValueLayout.JAVA_LONG, offset) : -1;
  }
}
