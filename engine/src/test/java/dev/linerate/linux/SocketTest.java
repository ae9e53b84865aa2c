package dev.linerate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("the number of a closed descriptor is given to the next one, of whichever thread")
class SocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bytesOverTcp(String host) throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
    boolean ipv6 = Socket.needsIpv6(anywhere);
    try (Arena arena = Arena.ofConfined();
        Socket listener = listener(anywhere);
        Socket client = Socket.tcp(ipv6)) {
      client.connect(listener.local(), LIMIT);
      try (Socket server = listener.accept(LIMIT).orElseThrow()) {
        assertThat(server.peer()).isEqualTo(client.local());
        assertThat(client.peer()).isEqualTo(listener.local());
        MemorySegment hello = arena.allocateFrom("hello", StandardCharsets.US_ASCII);
        assertThat(client.write(hello)).isEqualTo(6);
        MemorySegment got = arena.allocate(100);
        assertThat(server.read(got)).isEqualTo(6);
        assertThat(got.getString(0)).isEqualTo("hello");
        client.shutdownOutput();
        assertThat(server.read(got)).isZero();
      }
    }
  }

  @Test
  void ipv4ReachesAListenerForIpv6() throws IOException {
    try (Socket listener = listener(new InetSocketAddress(Socket.any(true), 0));
        Socket client = Socket.tcp(false)) {
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), listener.local().getPort());
      client.connect(to, LIMIT);
      try (Socket server = listener.accept(LIMIT).orElseThrow()) {
        assertThat(server.peer()).isEqualTo(client.local());
      }
    }
  }

  @Test
  void whatIsRefusedSaysSo() throws IOException {
    InetSocketAddress nobody;
    try (Socket socket = Socket.tcp(false)) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      nobody = socket.local();
    }
    try (Socket client = Socket.tcp(false)) {
      assertThatThrownBy(() -> client.connect(nobody, LIMIT))
          .isInstanceOf(LinuxException.class)
          .hasMessage("connect: connection refused");
    }
  }

  @Test
  void anAddressInUseSaysSo() throws IOException {
    try (Socket listener = listener(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Socket second = Socket.tcp(false)) {
      InetSocketAddress taken = listener.local();
      assertThatThrownBy(() -> second.bind(taken))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
    }
  }

  @Test
  void nobodyCame() throws IOException {
    try (Socket listener = listener(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      assertThat(listener.accept(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void optionsAreSetAndRead() throws IOException {
    try (Socket socket = Socket.tcp(false)) {
      socket.option(SocketOption.TCP_NODELAY, 1);
      assertThat(socket.option(SocketOption.TCP_NODELAY)).isOne();
      socket.option(SocketOption.SO_SNDBUF, 100_000);
      // the kernel doubles it for its own bookkeeping (socket(7))
      assertThat(socket.option(SocketOption.SO_SNDBUF)).isEqualTo(200_000);
      assertThat(socket.congestion()).isIn("cubic", "bbr", "reno", "dctcp");
      socket.congestion("reno");
      assertThat(socket.congestion()).isEqualTo("reno");
      assertThatThrownBy(() -> socket.congestion("no-such")).isInstanceOf(LinuxException.class);
    }
  }

  @Test
  void anOptionThatThisKernelDoesNotKnow() throws IOException {
    try (Socket socket = Socket.udp(false)) {
      assertThat(socket.offer(SocketOption.UDP_SEGMENT, 1000)).isTrue();
      assertThat(socket.offer(new SocketOption(17, 9999, "UDP_UNHEARD_OF"), 1)).isFalse();
      assertThatThrownBy(() -> socket.offer(SocketOption.UDP_SEGMENT, -1))
          .isInstanceOf(LinuxException.class);
    }
  }

  @Test
  void tcpInfoOfAConnection() throws IOException {
    TcpInfo info = new TcpInfo();
    try (Socket listener = listener(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Socket client = Socket.tcp(false)) {
      client.connect(listener.local(), LIMIT);
      info.read(client.fd());
      assertThat(info.sendMss()).isBetween(500L, 65_535L);
      assertThat(info.congestionWindow()).isEqualTo(10 * info.sendMss());
      assertThat(info.rttMicros()).isBetween(1L, 5_000_000L);
      assertThat(info.retransmits()).isZero();
      assertThat(info.sendWindow()).isPositive();
    }
    try (Socket udp = Socket.udp(false)) {
      assertThatThrownBy(() -> info.read(udp.fd())).isInstanceOf(LinuxException.class);
    }
  }

  @Test
  void closedTwiceIsClosedOnce() throws IOException {
    Socket first = Socket.tcp(false);
    first.close();
    try (Socket second = Socket.tcp(false)) {
      assertThat(second.fd()).isEqualTo(first.fd());
      first.close();
      assertThat(second.option(SocketOption.SO_ERROR)).isZero();
    }
  }

  private static Socket listener(InetSocketAddress address) throws IOException {
    Socket listener = Socket.tcp(Socket.needsIpv6(address));
    listener.option(SocketOption.SO_REUSEADDR, 1);
    listener.bind(address);
    listener.listen(5);
    return listener;
  }
}
