package dev.linerate.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** sockaddr_in and sockaddr_in6 (ip(7), ipv6(7)). */
final class SocketAddresses {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  /** Length of the larger of the two, sockaddr_in6. */
  static final int MOST_BYTES = 28;

  private static final int IPV4_BYTES = 16;
  private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt SCOPE = ValueLayout.JAVA_INT_UNALIGNED;

  private SocketAddresses() {}

  /**
   * Writes an address of a family; an IPv4 one as a mapped one where the family is IPv6.
   *
   * @return its length, bytes
   */
  static int write(MemorySegment to, InetSocketAddress address, int family) {
    byte[] bytes = address.getAddress().getAddress();
    to.fill((byte) 0);
    to.set(FAMILY, 0, (short) family);
    to.set(PORT, 2, (short) address.getPort());
    if (family == AF_INET) {
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 4, 4);
      return IPV4_BYTES;
    }
    if (bytes.length == 4) {
      to.set(ValueLayout.JAVA_BYTE, 18, (byte) 0xff);
      to.set(ValueLayout.JAVA_BYTE, 19, (byte) 0xff);
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 20, 4);
    } else {
      MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 8, 16);
      to.set(SCOPE, 24, ((Inet6Address) address.getAddress()).getScopeId());
    }
    return MOST_BYTES;
  }

  /** What the kernel wrote. A mapped IPv4 address comes out as IPv4. */
  static InetSocketAddress read(MemorySegment from) {
    int port = Short.toUnsignedInt(from.get(PORT, 2));
    boolean four = from.get(FAMILY, 0) == AF_INET;
    byte[] bytes = new byte[four ? 4 : 16];
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, four ? 4 : 8, bytes, 0, bytes.length);
    try {
      InetAddress address =
          four || from.get(SCOPE, 24) == 0
              ? InetAddress.getByAddress(bytes)
              : Inet6Address.getByAddress(null, bytes, from.get(SCOPE, 24));
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
