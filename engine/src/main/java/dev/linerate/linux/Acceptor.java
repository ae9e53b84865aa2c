package dev.linerate.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Accepts one connection after another of one peer on a listening socket; those of others are
 * closed. For the thread that made it; a connection allocates nothing.
 */
public final class Acceptor {
  private static final int SOCK_CLOEXEC = 0x80000;

  /** Where the address is in sockaddr_in and in sockaddr_in6, and its bytes. */
  private static final int IPV4_OFFSET = 4;

  private static final int IPV6_OFFSET = 8;

  private final Kernel kernel = Kernel.current();
  private final int listener;
  private final MemorySegment address = Arena.ofAuto().allocate(SocketAddresses.MOST_BYTES, 8);
  private final MemorySegment length = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
  private final MemorySegment peer = Arena.ofAuto().allocate(SocketAddresses.MOST_BYTES, 8);
  private final int offset;
  private final int bytes;

  /** For the calling thread. How long it waits is the listener's {@link Socket#receiveLimit}. */
  public Acceptor(Socket listener, InetAddress peer) {
    this.listener = listener.fd();
    boolean ipv6 = listener.ipv6();
    SocketAddresses.write(
        this.peer,
        new InetSocketAddress(peer, 0),
        ipv6 ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET);
    offset = ipv6 ? IPV6_OFFSET : IPV4_OFFSET;
    bytes = ipv6 ? 16 : 4;
  }

  /**
   * The peer's next connection: its descriptor, which has the listener's limits of time, or −errno;
   * −EAGAIN when none came, or somebody else's.
   */
  public int accept() {
    length.set(ValueLayout.JAVA_INT, 0, SocketAddresses.MOST_BYTES);
    int fd =
        (int)
            kernel.call(
                SystemCall.ACCEPT4, listener, address.address(), length.address(), SOCK_CLOEXEC);
    if (fd >= 0 && !isPeer()) {
      close(fd);
      return -Errno.EAGAIN;
    }
    return fd;
  }

  private boolean isPeer() {
    for (int i = offset; i < offset + bytes; i++) {
      if (address.get(ValueLayout.JAVA_BYTE, i) != peer.get(ValueLayout.JAVA_BYTE, i)) {
        return false;
      }
    }
    return true;
  }

  public void close(int fd) {
    kernel.call(SystemCall.CLOSE, fd);
  }
}
