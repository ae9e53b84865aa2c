package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes one TCP connection after another to the same address. For the thread that made it; a
 * connection allocates nothing.
 */
public final class Connector {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IP_BIND_ADDRESS_NO_PORT = 24;

  private final Kernel kernel = Kernel.current();
  private final Arena arena = Arena.ofAuto();
  private final int family;
  private final MemorySegment peer = arena.allocate(SocketAddresses.MOST_BYTES, 8);
  private final MemorySegment local = arena.allocate(SocketAddresses.MOST_BYTES, 8);
  private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
  private final MemorySegment connectLimit;
  private final MemorySegment receiveLimit;
  private final MemorySegment device;
  private final boolean bound;
  private final int length;

  /**
   * A connector for the calling thread, in its network namespace.
   *
   * @param bind the local address, and {@code interfaceName} the local interface
   * @param connectLimit how long a connection may take to come about, and a send to be taken
   * @param receiveLimit how long a receive waits, see {@link Socket#receiveLimit}
   */
  public Connector(
      InetSocketAddress to,
      Optional<InetAddress> bind,
      Optional<String> interfaceName,
      Duration connectLimit,
      Duration receiveLimit) {
    boolean ipv6 = Socket.needsIpv6(to);
    family = ipv6 ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET;
    length = SocketAddresses.write(peer, to, family);
    bound = bind.isPresent();
    SocketAddresses.write(
        local, new InetSocketAddress(bind.orElseGet(() -> Socket.any(ipv6)), 0), family);
    device = arena.allocateFrom(interfaceName.orElse(""), StandardCharsets.US_ASCII);
    this.connectLimit = timeval(connectLimit);
    this.receiveLimit = timeval(receiveLimit);
  }

  private MemorySegment timeval(Duration limit) {
    return arena.allocateFrom(
        ValueLayout.JAVA_LONG, limit.toSeconds(), limit.toNanosPart() / 1000L);
  }

  /**
   * A new connection: its descriptor, to be given to {@link #close}, or −errno; −EINPROGRESS when
   * nobody answered within the limit.
   */
  public int connect() {
    int fd = (int) kernel.call(SystemCall.SOCKET, family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      return fd;
    }
    int error = prepare(fd);
    if (error >= 0) {
      error = (int) kernel.call(SystemCall.CONNECT, fd, peer.address(), length);
    }
    if (error < 0) {
      close(fd);
      return error;
    }
    return fd;
  }

  /** 0 or −errno. */
  private int prepare(int fd) {
    set(fd, SOL_SOCKET, SO_SNDTIMEO, connectLimit);
    set(fd, SOL_SOCKET, SO_RCVTIMEO, receiveLimit);
    set(fd, SocketOption.TCP_NODELAY.level(), SocketOption.TCP_NODELAY.name(), one);
    if (device.byteSize() > 1) {
      long error = set(fd, SOL_SOCKET, SO_BINDTODEVICE, device);
      if (error < 0) {
        return (int) error;
      }
    }
    if (!bound) {
      return 0;
    }
    // the port is chosen with the peer known, so that all of them can be used for it
    set(fd, SocketOption.IP_TOS.level(), IP_BIND_ADDRESS_NO_PORT, one);
    return (int) kernel.call(SystemCall.BIND, fd, local.address(), length);
  }

  private long set(int fd, int level, int name, MemorySegment value) {
    return kernel.call(SystemCall.SETSOCKOPT, fd, level, name, value.address(), value.byteSize());
  }

  public void close(int fd) {
    kernel.call(SystemCall.CLOSE, fd);
  }
}
