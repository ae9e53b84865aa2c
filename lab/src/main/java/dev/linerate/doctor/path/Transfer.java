package dev.linerate.doctor.path;

import dev.linerate.doctor.Evidence;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.NetNs;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.NetworkNamespace;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.TcpInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Sends a little over TCP from one namespace to another, and a few datagrams. Nothing has to run in
 * either.
 */
final class Transfer {
  /** More than a first congestion window of any MSS, bytes. */
  static final int BYTES = 200_000;

  private static final int DATAGRAM = 1000;
  private static final int DATAGRAMS = 5;
  private static final Duration CONNECT_LIMIT = Duration.ofMillis(1500);
  private static final Duration LIMIT = Duration.ofMillis(1500);
  private static final Duration TURN = Duration.ofMillis(2);

  private final Optional<NetNs> from;
  private final Optional<NetNs> to;
  private final String target;

  /**
   * Between two namespaces.
   *
   * @param from empty for this process's own
   * @param target IPv4 address of the receiving end
   */
  Transfer(Optional<NetNs> from, Optional<NetNs> to, String target) {
    this.from = from;
    this.to = to;
    this.target = target;
  }

  /**
   * What came of a connection.
   *
   * @param connected whether the handshake succeeded
   * @param arrived bytes, of {@link #BYTES}
   * @param congestionWindow of the sender at the end, bytes; −1 where unknown
   */
  record Tcp(boolean connected, int arrived, long retransmits, long congestionWindow) {
    boolean complete() {
      return arrived >= BYTES;
    }

    /** What was sent and what arrived. */
    Evidence evidence() {
      return new Evidence("a TCP transfer of " + BYTES + " bytes", line());
    }

    private String line() {
      return connected
          ? "%d of %d bytes arrived, %d segments sent again, congestion window %d bytes"
              .formatted(arrived, BYTES, retransmits, congestionWindow)
          : "no connection: the handshake timed out";
    }
  }

  /** A small transfer, at most 3 seconds. */
  Tcp tcp() {
    try (Socket server = inside(to, Transfer::listening);
        Socket client = inside(from, () -> Socket.tcp(false))) {
      try {
        client.connect(new InetSocketAddress(address(), server.local().getPort()), CONNECT_LIMIT);
      } catch (SocketTimeoutException | LinuxException e) {
        return new Tcp(false, 0, 0, -1);
      }
      Optional<Socket> accepted = server.accept(CONNECT_LIMIT);
      if (accepted.isEmpty()) {
        return new Tcp(false, 0, 0, -1);
      }
      try (Socket receiver = accepted.get()) {
        return pump(client, receiver);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Socket listening() throws LinuxException {
    Socket server = Socket.tcp(false);
    server.bind(new InetSocketAddress(Socket.any(false), 0));
    server.listen(1);
    return server;
  }

  private static Tcp pump(Socket client, Socket receiver) throws LinuxException {
    client.nonBlocking(true);
    int arrived = 0;
    int left = BYTES;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(16 << 10);
      while (arrived < BYTES && System.nanoTime() < deadline) {
        if (left > 0 && client.writable(Duration.ZERO)) {
          left -= client.write(chunk.asSlice(0, Math.min(left, chunk.byteSize())));
        }
        if (receiver.readable(TURN)) {
          arrived += receiver.read(chunk);
        }
      }
    }
    TcpInfo info = new TcpInfo();
    info.read(client.fd());
    return new Tcp(true, arrived, info.retransmits(), info.congestionWindow());
  }

  /** How many of a few datagrams arrive, 0 to 5. */
  int datagrams() {
    try (Socket server = inside(to, () -> Socket.udp(false));
        Socket client = inside(from, () -> Socket.udp(false));
        Arena arena = Arena.ofConfined()) {
      server.bind(new InetSocketAddress(Socket.any(false), 0));
      client.option(SocketOption.SO_SNDBUF, 64 << 10);
      client.connect(new InetSocketAddress(address(), server.local().getPort()));
      MemorySegment chunk = arena.allocate(DATAGRAM);
      for (int i = 0; i < DATAGRAMS; i++) {
        client.write(chunk);
      }
      int arrived = 0;
      while (arrived < DATAGRAMS && server.readable(Duration.ofMillis(300))) {
        arrived += server.receive(chunk).isPresent() ? 1 : 0;
      }
      return arrived;
    } catch (LinuxException e) {
      // refused or unreachable: nothing arrives
      return 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InetAddress address() throws IOException {
    return InetAddress.ofLiteral(target);
  }

  static <T> T inside(Optional<NetNs> where, Callable<T> work) throws LinuxException {
    return NetworkNamespace.call(Path.of(where.map(NetNs::path).orElse("/proc/self/ns/net")), work);
  }

  private static LinerateException failed(IOException e) {
    return LinerateException.environment(
        "the path cannot be tried: " + e.getMessage(), "Run it as root", e);
  }
}
