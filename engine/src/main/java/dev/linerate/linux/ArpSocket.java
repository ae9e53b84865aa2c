package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks on an Ethernet interface who has an IPv4 address (RFC 826), past the kernel's own table, in
 * the network namespace of the calling thread (packet(7)). Needs CAP_NET_RAW.
 */
public final class ArpSocket {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int ETH_P_ARP = 0x0806;
  private static final int SOCKADDR_LL = 20;
  private static final int FRAME = 42;
  private static final int RECEIVED = 128;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;

  private ArpSocket() {}

  /**
   * Everybody who answers.
   *
   * @param device number of the interface
   * @param mac its own address, {@code 02:00:00:00:00:01}
   * @param sender own IPv4 address, 4 bytes; zeros to ask without being noted (RFC 5227)
   * @param target whose owner is asked for, 4 bytes
   * @param limit how long answers are waited for; all of it is waited
   * @return MAC addresses, in order
   */
  public static Set<String> owners(
      int device, String mac, byte[] sender, byte[] target, Duration limit) throws LinuxException {
    int protocol = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ETH_P_ARP : 0x0608;
    int fd =
        (int)
            checked(
                SystemCall.SOCKET,
                Kernel.current().call(SystemCall.SOCKET, AF_PACKET, SOCK_RAW_CLOEXEC, protocol));
    try (Arena arena = Arena.ofConfined()) {
      bind(arena, fd, device, (short) protocol);
      MemorySegment frame =
          arena.allocateFrom(ValueLayout.JAVA_BYTE, request(bytes(mac), sender, target));
      checked(
          SystemCall.SENDTO,
          Kernel.current().call(SystemCall.SENDTO, fd, frame.address(), FRAME, 0, 0, 0));
      return collect(arena, fd, target, limit);
    } finally {
      Kernel.current().call(SystemCall.CLOSE, fd);
    }
  }

  private static void bind(Arena arena, int fd, int device, short protocol) throws LinuxException {
    MemorySegment address = arena.allocate(SOCKADDR_LL, 8);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
    address.set(ValueLayout.JAVA_SHORT, 2, protocol);
    address.set(ValueLayout.JAVA_INT, 4, device);
    checked(
        SystemCall.BIND,
        Kernel.current().call(SystemCall.BIND, fd, address.address(), SOCKADDR_LL));
  }

  private static Set<String> collect(Arena arena, int fd, byte[] target, Duration limit)
      throws LinuxException {
    Set<String> owners = new TreeSet<>();
    MemorySegment frame = arena.allocate(RECEIVED);
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!Poll.readable(fd, left)) {
        return owners;
      }
      long got =
          Kernel.current()
              .call(
                  SystemCall.RECVFROM, fd, frame.address(), RECEIVED, MessageFlag.DONT_WAIT, 0, 0);
      if (got > 0) {
        owner(frame.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE), target).ifPresent(owners::add);
      }
    }
  }

  /** An Ethernet frame that asks everybody. */
  static byte[] request(byte[] mac, byte[] sender, byte[] target) {
    byte[] frame = new byte[FRAME];
    java.util.Arrays.fill(frame, 0, 6, (byte) 0xff);
    System.arraycopy(mac, 0, frame, 6, 6);
    byte[] fixed = {8, 6, 0, 1, 8, 0, 6, 4, 0, REQUEST};
    System.arraycopy(fixed, 0, frame, 12, fixed.length);
    System.arraycopy(mac, 0, frame, 22, 6);
    System.arraycopy(sender, 0, frame, 28, 4);
    System.arraycopy(target, 0, frame, 38, 4);
    return frame;
  }

  /** The MAC address that a frame tells for an IPv4 address; empty when it tells nothing of it. */
  static Optional<String> owner(byte[] frame, byte[] target) {
    boolean reply = frame.length >= FRAME && frame[20] == 0 && frame[21] == REPLY;
    if (!reply || !java.util.Arrays.equals(frame, 28, 32, target, 0, 4)) {
      return Optional.empty();
    }
    StringBuilder mac = new StringBuilder();
    for (int i = 22; i < 28; i++) {
      mac.append(mac.isEmpty() ? "" : ":").append(String.format("%02x", frame[i]));
    }
    return Optional.of(mac.toString());
  }

  private static byte[] bytes(String mac) {
    byte[] bytes = new byte[6];
    String[] parts = mac.split(":", -1);
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i], 16);
    }
    return bytes;
  }
}
