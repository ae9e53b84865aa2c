package dev.linerate.iperf;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import java.net.InetSocketAddress;

/** Names of sockets' ends, for reports. */
final class Endpoints {
  private Endpoints() {}

  static Endpoint of(InetSocketAddress address) {
    return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Of the data connection that was opened {@code index}th. */
  static StreamInfo info(int index, boolean sender, Socket socket) throws LinuxException {
    return new StreamInfo(
        StreamIds.of(index), socket.fd(), sender, of(socket.local()), of(socket.peer()));
  }
}
