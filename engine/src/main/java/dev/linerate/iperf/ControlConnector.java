package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Makes a client's control connection. */
final class ControlConnector {
  private final ClientOptions options;

  ControlConnector(ClientOptions options) {
    this.options = options;
  }

  /** A connection within the options' limit, to the first address that takes it. */
  Socket connect() throws IOException {
    List<InetAddress> addresses =
        Arrays.stream(InetAddress.getAllByName(options.host()))
            .filter(options.family()::has)
            .toList();
    if (addresses.isEmpty()) {
      throw new UnknownHostException(options.host() + " has no " + options.family() + " address");
    }
    Deadline deadline = Deadline.after(options.connectLimit());
    for (InetAddress address : addresses.subList(0, addresses.size() - 1)) {
      try {
        return connect(address, deadline);
      } catch (IOException e) {
        // the next address may do
      }
    }
    return connect(addresses.getLast(), deadline);
  }

  private Socket connect(InetAddress address, Deadline deadline) throws IOException {
    InetSocketAddress server = new InetSocketAddress(address, options.port());
    Socket socket = Socket.tcp(Socket.needsIpv6(server));
    try {
      StreamOpener.bind(socket, options, 0);
      socket.connect(server, deadline.remaining());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Why a test with it did not begin, for the user. */
  LinerateException failure(IOException e) {
    String server = options.host() + ", port " + options.port();
    if (e instanceof UnknownHostException) {
      return LinerateException.user(
          "there is no host " + options.host() + " here", "Check the name, or give an address");
    }
    if (e instanceof SocketTimeoutException) {
      return LinerateException.environment(
          "nobody answered at " + server + ": " + e.getMessage(),
          "Check the address, routes and firewalls");
    }
    if (e instanceof LinuxException failed && failed.errno() == Errno.ECONNREFUSED) {
      return LinerateException.environment(
          "no server listens at " + server, "Start one there: linerate server", e);
    }
    return LinerateException.environment(
        "the test with " + server + " did not begin: " + Program.message(e), "");
  }
}
