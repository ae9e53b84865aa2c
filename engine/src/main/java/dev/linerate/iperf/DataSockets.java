package dev.linerate.iperf;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import java.io.IOException;

/** Options of data sockets, as the parameters want them; the same at both ends. */
final class DataSockets {
  private static final int BITS = 8;

  private DataSockets() {}

  /** Sets them: at a client before it connects, so that they hold for the handshake too. */
  static void prepare(Socket socket, Parameters parameters) throws IOException {
    SocketSettings settings = parameters.socket();
    if (settings.bufferBytes() > 0) {
      socket.option(SocketOption.SO_SNDBUF, settings.bufferBytes());
      socket.option(SocketOption.SO_RCVBUF, settings.bufferBytes());
    }
    if (settings.typeOfService() > 0) {
      typeOfService(socket, settings.typeOfService());
    }
    if (parameters.pace().socketBitsPerSecond() > 0) {
      long bytes = Math.ceilDiv(parameters.pace().socketBitsPerSecond(), (long) BITS);
      socket.option(SocketOption.SO_MAX_PACING_RATE, (int) Math.min(bytes, 0xFFFF_FFFEL));
    }
    switch (parameters.protocol()) {
      case TCP -> tcp(socket, settings);
      case UDP -> udp(socket, settings);
    }
  }

  /** A socket for IPv6 may carry IPv4, which has a field of its own. */
  private static void typeOfService(Socket socket, int value) throws LinuxException {
    socket.option(SocketOption.IP_TOS, value);
    if (socket.ipv6()) {
      socket.option(SocketOption.IPV6_TCLASS, value);
    }
  }

  private static void tcp(Socket socket, SocketSettings settings) throws IOException {
    if (settings.noDelay()) {
      socket.option(SocketOption.TCP_NODELAY, 1);
    }
    if (settings.segmentSize() > 0) {
      socket.option(SocketOption.TCP_MAXSEG, settings.segmentSize());
    }
    if (settings.congestion().isPresent()) {
      congestion(socket, settings.congestion().get());
    }
  }

  private static void congestion(Socket socket, String name) throws IOException {
    try {
      socket.congestion(name);
    } catch (LinuxException e) {
      throw new RefusedException(
          new ServerError(ServerError.SETTING_CONGESTION, e.errno()),
          "there is no congestion control \"" + name + "\" here");
    }
  }

  private static void udp(Socket socket, SocketSettings settings) throws LinuxException {
    if (settings.dontFragment()) {
      socket.option(SocketOption.IP_MTU_DISCOVER, SocketOption.PMTUDISC_PROBE);
      if (socket.ipv6()) {
        socket.option(SocketOption.IPV6_MTU_DISCOVER, SocketOption.PMTUDISC_PROBE);
      }
    }
  }
}
