package dev.linerate.traffic;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The first bytes of iperf3's datagrams, big-endian: seconds and microseconds when it was sent, 32
 * bits each, and the sequence number with 32 bits or 64.
 */
enum UdpHeader {
  NARROW(12),
  WIDE(16);

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final int bytes;

  UdpHeader(int bytes) {
    this.bytes = bytes;
  }

  static UdpHeader of(boolean wideCounters) {
    return wideCounters ? WIDE : NARROW;
  }

  int bytes() {
    return bytes;
  }

  /** The instant as a header has it, seconds before microseconds. */
  static long stamp(long nanos) {
    return ((nanos / 1_000_000_000) << 32) | (nanos % 1_000_000_000 / 1000);
  }

  void write(MemorySegment to, long offset, long stamp, long number) {
    to.set(LONG, offset, stamp);
    if (this == WIDE) {
      to.set(LONG, offset + 8, number);
    } else {
      to.set(INT, offset + 8, (int) number);
    }
  }

  /** When it was sent, nanoseconds of the sender's clock. */
  static long sentNanos(MemorySegment from, long offset) {
    long stamp = from.get(LONG, offset);
    return (stamp >>> 32) * 1_000_000_000 + (stamp & 0xFFFF_FFFFL) * 1000;
  }

  /** Tells the tracker of the number. */
  void track(MemorySegment from, long offset, SequenceTracker tracker) {
    if (this == WIDE) {
      tracker.arrived(from.get(LONG, offset + 8));
    } else {
      tracker.arrived(from.get(INT, offset + 8));
    }
  }
}
