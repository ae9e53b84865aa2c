package dev.linerate.linux;

import static dev.linerate.linux.Kernel.checked;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP or UDP socket in the network namespace of the thread that made it. It stays there: any
 * thread may use it.
 *
 * <p>Blocking, but for what takes a time limit. What is read and written in a hot loop goes by
 * {@link #fd} and {@link Kernel}.
 */
public final class Socket implements AutoCloseable {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SHUT_WR = 1;
  private static final int SHUT_BOTH = 2;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_MEMINFO = 55;
  private static final int SK_MEMINFO_DROPS = 8;
  private static final int MEMINFO_BYTES = 9 * 4;
  private static final int TCP_CONGESTION = 13;
  private static final int MOST_NAME_BYTES = 64;

  private final int fd;
  private final int family;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Socket(int fd, int family) {
    this.fd = fd;
    this.family = family;
  }

  /**
   * A TCP socket for addresses of that kind. One for IPv6 takes IPv4 too.
   *
   * @throws LinuxException when there are too many open files, say
   */
  public static Socket tcp(boolean ipv6) throws LinuxException {
    return open(SOCK_STREAM, ipv6);
  }

  /** A UDP socket; see {@link #tcp}. */
  public static Socket udp(boolean ipv6) throws LinuxException {
    return open(SOCK_DGRAM, ipv6);
  }

  private static Socket open(int type, boolean ipv6) throws LinuxException {
    int family = ipv6 ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET;
    int fd = (int) run(SystemCall.SOCKET, family, type | SOCK_CLOEXEC, 0);
    Socket socket = new Socket(fd, family);
    if (ipv6) {
      socket.option(SocketOption.IPV6_V6ONLY, 0);
    }
    return socket;
  }

  /** Its file descriptor, for hot loops; valid until it is closed. */
  public int fd() {
    return fd;
  }

  public boolean ipv6() {
    return family == SocketAddresses.AF_INET6;
  }

  // --- names ------------------------------------------------------------------------------------

  public void bind(InetSocketAddress address) throws LinuxException {
    withAddress(SystemCall.BIND, address);
  }

  /** Only that interface is sent and received on (SO_BINDTODEVICE). */
  public void bindToDevice(String device) throws LinuxException {
    text(SOL_SOCKET, SO_BINDTODEVICE, device);
  }

  public InetSocketAddress local() throws LinuxException {
    return name(SystemCall.GETSOCKNAME);
  }

  public InetSocketAddress peer() throws LinuxException {
    return name(SystemCall.GETPEERNAME);
  }

  /** The wildcard address of a family. */
  public static InetAddress any(boolean ipv6) {
    try {
      return InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]);
    } catch (IOException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  /** Whether a socket must be one for IPv6 to reach an address. */
  public static boolean needsIpv6(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private void withAddress(SystemCall call, InetSocketAddress address) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(SocketAddresses.MOST_BYTES, 8);
      int length = SocketAddresses.write(raw, address, family);
      run(call, fd, raw.address(), length);
    }
  }

  private InetSocketAddress name(SystemCall call) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(SocketAddresses.MOST_BYTES, 8);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
      length.set(ValueLayout.JAVA_INT, 0, SocketAddresses.MOST_BYTES);
      run(call, fd, raw.address(), length.address());
      return SocketAddresses.read(raw);
    }
  }

  // --- connections ------------------------------------------------------------------------------

  /** Connects a UDP socket: it only hears that peer from now on. Returns at once. */
  public void connect(InetSocketAddress address) throws LinuxException {
    withAddress(SystemCall.CONNECT, address);
  }

  /**
   * Connects within a time limit.
   *
   * @throws SocketTimeoutException when nobody answered until then
   * @throws LinuxException when it is refused, say
   */
  public void connect(InetSocketAddress address, Duration limit) throws IOException {
    nonBlocking(true);
    try {
      withAddress(SystemCall.CONNECT, address);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EINPROGRESS) {
        throw e;
      }
      if (!Poll.writable(fd, limit)) {
        throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
      }
      checked(SystemCall.CONNECT, -option(SocketOption.SO_ERROR));
    }
    nonBlocking(false);
  }

  public void listen(int backlog) throws LinuxException {
    run(SystemCall.LISTEN, fd, backlog, 0);
  }

  /** The next connection; empty when none came within the limit. */
  public Optional<Socket> accept(Duration limit) throws LinuxException {
    if (!Poll.readable(fd, limit)) {
      return Optional.empty();
    }
    long accepted = Kernel.current().call(SystemCall.ACCEPT4, fd, 0, 0, SOCK_CLOEXEC);
    // the peer may have gone again in between (accept(2))
    if (accepted == -Errno.EAGAIN || accepted == -Errno.ECONNABORTED) {
      return Optional.empty();
    }
    return Optional.of(new Socket((int) checked(SystemCall.ACCEPT4, accepted), family));
  }

  /** Whether there is something to read, or the end of the stream, within the limit. */
  public boolean readable(Duration limit) throws LinuxException {
    return Poll.readable(fd, limit);
  }

  /** Whether something can be written within the limit. */
  public boolean writable(Duration limit) throws LinuxException {
    return Poll.writable(fd, limit);
  }

  /** Reads what there is, at most the segment; 0 at the end of the stream. */
  public int read(MemorySegment to) throws LinuxException {
    return (int) run(SystemCall.READ, fd, to.address(), to.byteSize());
  }

  /** Writes some of it, at least a byte. */
  public int write(MemorySegment from) throws LinuxException {
    long sent =
        Kernel.current()
            .call(
                SystemCall.SENDTO,
                fd,
                from.address(),
                from.byteSize(),
                MessageFlag.NO_SIGNAL,
                0,
                0);
    return (int) checked(SystemCall.SENDTO, sent);
  }

  /**
   * A datagram that is there already, and who sent it; empty when there is none. One that is longer
   * than the segment is cut.
   */
  public Optional<Datagram> receive(MemorySegment to) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(SocketAddresses.MOST_BYTES, 8);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SocketAddresses.MOST_BYTES);
      long got =
          Kernel.current()
              .call(
                  SystemCall.RECVFROM,
                  fd,
                  to.address(),
                  to.byteSize(),
                  MessageFlag.DONT_WAIT,
                  raw.address(),
                  length.address());
      if (got == -Errno.EAGAIN) {
        return Optional.empty();
      }
      return Optional.of(
          new Datagram((int) checked(SystemCall.RECVFROM, got), SocketAddresses.read(raw)));
    }
  }

  /**
   * What {@link #receive} found.
   *
   * @param length bytes
   */
  public record Datagram(int length, InetSocketAddress sender) {}

  /** Says that nothing more comes. */
  public void shutdownOutput() throws LinuxException {
    run(SystemCall.SHUTDOWN, fd, SHUT_WR, 0);
  }

  /** Ends both directions; wakes threads that wait in it. Quiet when the peer has gone. */
  public void shutdown() {
    Kernel.current().call(SystemCall.SHUTDOWN, fd, SHUT_BOTH);
  }

  // --- options ----------------------------------------------------------------------------------

  public void option(SocketOption option, int value) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      option(option.level(), option.name(), raw, 4);
    }
  }

  /** Sets an option; false where this kernel does not know it. */
  public boolean offer(SocketOption option, int value) throws LinuxException {
    try {
      option(option, value);
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOPROTOOPT) {
        return false;
      }
      throw e;
    }
  }

  public int option(SocketOption option) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(ValueLayout.JAVA_INT);
      option(option.level(), option.name(), raw);
      return raw.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /**
   * What the socket has dropped so far for want of buffer, 32 bits (SO_MEMINFO); empty before Linux
   * 4.12.
   */
  public OptionalInt receiveDrops() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(MEMINFO_BYTES, 4);
      option(SOL_SOCKET, SO_MEMINFO, memory);
      return OptionalInt.of(memory.getAtIndex(ValueLayout.JAVA_INT, SK_MEMINFO_DROPS));
    } catch (LinuxException e) {
      return OptionalInt.empty();
    }
  }

  /** Sets the congestion control algorithm (tcp(7), TCP_CONGESTION). */
  public void congestion(String algorithm) throws LinuxException {
    text(6, TCP_CONGESTION, algorithm);
  }

  /** The congestion control algorithm in use. */
  public String congestion() throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(MOST_NAME_BYTES);
      option(6, TCP_CONGESTION, raw);
      return raw.getString(0, StandardCharsets.US_ASCII);
    }
  }

  private void text(int level, int name, String value) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocateFrom(value, StandardCharsets.US_ASCII);
      option(level, name, raw, raw.byteSize() - 1);
    }
  }

  private void option(int level, int name, MemorySegment raw, long length) throws LinuxException {
    long result =
        Kernel.current().call(SystemCall.SETSOCKOPT, fd, level, name, raw.address(), length);
    checked(SystemCall.SETSOCKOPT, result);
  }

  private void option(int level, int name, MemorySegment raw) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, (int) raw.byteSize());
      long result =
          Kernel.current()
              .call(SystemCall.GETSOCKOPT, fd, level, name, raw.address(), length.address());
      checked(SystemCall.GETSOCKOPT, result);
    }
  }

  /**
   * How long a call waits to receive before it fails with EAGAIN (SO_RCVTIMEO); zero is for ever.
   */
  public void receiveLimit(Duration limit) throws LinuxException {
    time(SO_RCVTIMEO, limit);
  }

  /**
   * How long a call waits to send before it fails with EAGAIN, or returns what went (SO_SNDTIMEO);
   * zero is for ever.
   */
  public void sendLimit(Duration limit) throws LinuxException {
    time(SO_SNDTIMEO, limit);
  }

  private void time(int name, Duration limit) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeval =
          arena.allocateFrom(ValueLayout.JAVA_LONG, limit.toSeconds(), limit.toNanosPart() / 1000L);
      option(SOL_SOCKET, name, timeval, timeval.byteSize());
    }
  }

  /** Whether calls return EAGAIN where they would wait. */
  public void nonBlocking(boolean on) throws LinuxException {
    long flags = run(SystemCall.FCNTL, fd, F_GETFL, 0);
    run(SystemCall.FCNTL, fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
  }

  /**
   * Gives the descriptor back, once. A thread that waits in it is not woken by that: {@link
   * #shutdown} first.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Kernel.current().call(SystemCall.CLOSE, fd);
    }
  }

  private static long run(SystemCall call, long a, long b, long c) throws LinuxException {
    return checked(call, Kernel.current().call(call, a, b, c));
  }
}
