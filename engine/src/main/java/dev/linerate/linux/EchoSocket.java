package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends ICMP echo requests that must not be fragmented, of any size and time to live, in the
 * network namespace of the thread that made it (raw(7), icmp(7)). Needs CAP_NET_RAW.
 */
public final class EchoSocket implements AutoCloseable {
  /** IP header without options and ICMP header, bytes. */
  public static final int HEADERS = 28;

  private static final int IP_HEADER = 20;
  private static final int LARGEST = 65_535;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IP_TTL = 2;

  private final int fd;
  private final Inet4Address target;
  private final int identifier = ThreadLocalRandom.current().nextInt(1, 0x10000);
  private int number;

  private EchoSocket(int fd, Inet4Address target) {
    this.fd = fd;
    this.target = target;
  }

  public static EchoSocket to(Inet4Address target) throws LinuxException {
    int fd =
        (int)
            checked(
                SystemCall.SOCKET,
                Kernel.current()
                    .call(
                        SystemCall.SOCKET,
                        SocketAddresses.AF_INET,
                        SOCK_RAW_CLOEXEC,
                        IPPROTO_ICMP));
    EchoSocket socket = new EchoSocket(fd, target);
    try {
      socket.option(SocketOption.IP_MTU_DISCOVER.name(), SocketOption.PMTUDISC_PROBE);
      return socket;
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a request and waits for what comes of it.
   *
   * @param bytes size of the IP packet, {@link #HEADERS} to 65535
   * @param timeToLive hops, 1 to 255
   */
  public EchoReply send(int bytes, int timeToLive, Duration limit) throws LinuxException {
    if (bytes < HEADERS || bytes > LARGEST) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    option(IP_TTL, timeToLive);
    number = (number + 1) & 0xffff;
    try (Arena arena = Arena.ofConfined()) {
      long sent = send(arena, request(bytes - IP_HEADER));
      return switch ((int) sent) {
        case -Errno.EMSGSIZE -> EchoReply.here(EchoReply.Kind.TOO_LARGE_HERE);
        case -Errno.ENETUNREACH, -Errno.EHOSTUNREACH, -Errno.EPERM, -Errno.EACCES ->
            EchoReply.here(EchoReply.Kind.UNREACHABLE);
        default -> {
          checked(SystemCall.SENDTO, sent);
          yield await(arena, limit);
        }
      };
    }
  }

  private long send(Arena arena, byte[] request) {
    MemorySegment packet = arena.allocateFrom(ValueLayout.JAVA_BYTE, request);
    MemorySegment address = arena.allocate(SocketAddresses.MOST_BYTES, 8);
    int length =
        SocketAddresses.write(address, new InetSocketAddress(target, 0), SocketAddresses.AF_INET);
    return Kernel.current()
        .call(
            SystemCall.SENDTO,
            fd,
            packet.address(),
            packet.byteSize(),
            0,
            address.address(),
            length);
  }

  private EchoReply await(Arena arena, Duration limit) throws LinuxException {
    MemorySegment packet = arena.allocate(LARGEST);
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!Poll.readable(fd, left)) {
        return EchoReply.LOST;
      }
      long got =
          Kernel.current()
              .call(
                  SystemCall.RECVFROM, fd, packet.address(), LARGEST, MessageFlag.DONT_WAIT, 0, 0);
      if (got == -Errno.EHOSTUNREACH || got == -Errno.ENETUNREACH) {
        return EchoReply.here(EchoReply.Kind.UNREACHABLE);
      }
      Optional<EchoReply> reply = parse(packet, got);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
  }

  /** What others' requests got is seen too; errors of the socket are told by the next send. */
  private Optional<EchoReply> parse(MemorySegment packet, long length) {
    return length <= 0
        ? Optional.empty()
        : EchoReply.parse(
            packet.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE),
            (int) length,
            identifier,
            number);
  }

  /** Header and payload, with the Internet checksum (RFC 1071). */
  private byte[] request(int length) {
    byte[] request = new byte[length];
    request[0] = 8;
    request[4] = (byte) (identifier >> 8);
    request[5] = (byte) identifier;
    request[6] = (byte) (number >> 8);
    request[7] = (byte) number;
    int checksum = checksum(request);
    request[2] = (byte) (checksum >> 8);
    request[3] = (byte) checksum;
    return request;
  }

  static int checksum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      sum += ((bytes[i] & 0xff) << 8) | (i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0);
    }
    sum = (sum >> 16) + (sum & 0xffff);
    return (int) ~(sum + (sum >> 16)) & 0xffff;
  }

  private void option(int name, int value) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      checked(
          SystemCall.SETSOCKOPT,
          Kernel.current().call(SystemCall.SETSOCKOPT, fd, 0, name, raw.address(), 4));
    }
  }

  @Override
  public void close() {
    Kernel.current().call(SystemCall.CLOSE, fd);
  }
}
