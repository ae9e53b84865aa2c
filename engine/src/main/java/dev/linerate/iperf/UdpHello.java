package dev.linerate.iperf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/** The datagrams that open a UDP stream: 4 bytes from the client, 4 bytes back. */
enum UdpHello {
  /** iperf3 ≥ 3.12. */
  CURRENT(0x39383736, 0x36373839),
  /** iperf3 ≤ 3.11 on little-endian machines. */
  OLD(0x15CD5B07, 0xB168DE3A);

  static final int BYTES = 4;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final int request;
  private final int answer;

  UdpHello(int request, int answer) {
    this.request = request;
    this.answer = answer;
  }

  /** The hello that a client sent; empty when it is none. */
  static Optional<UdpHello> of(MemorySegment datagram, int length) {
    if (length != BYTES) {
      return Optional.empty();
    }
    int word = datagram.get(INT, 0);
    for (UdpHello hello : values()) {
      if (hello.request == word) {
        return Optional.of(hello);
      }
    }
    return Optional.empty();
  }

  /** Whether a server answered. */
  static boolean isAnswer(MemorySegment datagram, int length) {
    if (length != BYTES) {
      return false;
    }
    int word = datagram.get(INT, 0);
    return word == CURRENT.answer || word == OLD.answer;
  }

  MemorySegment writeRequest(MemorySegment to) {
    to.set(INT, 0, request);
    return to.asSlice(0, BYTES);
  }

  MemorySegment writeAnswer(MemorySegment to) {
    to.set(INT, 0, answer);
    return to.asSlice(0, BYTES);
  }
}
