package dev.linerate.iperf;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.PollSet;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a client's data connections, one after another, as iperf3 does. */
final class StreamOpener {
  /** A lost hello is sent again; an iperf3 server that got both counts the second as no data. */
  private static final Duration HELLO_AGAIN = Duration.ofSeconds(1);

  private static final Duration HELLO_LIMIT = Duration.ofSeconds(10);

  private final ClientOptions options;
  private final Parameters parameters;
  private final Cookie cookie;
  private final ControlConnection control;
  private final InetSocketAddress server;

  StreamOpener(
      ClientOptions options, Parameters parameters, Cookie cookie, ControlConnection control)
      throws LinuxException {
    this.options = options;
    this.parameters = parameters;
    this.cookie = cookie;
    this.control = control;
    server = control.socket().peer();
  }

  /** Their sockets, all or none; not yet connected, so that what sends can be made ready. */
  List<DataStream> sockets() throws IOException {
    List<DataStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < parameters.totalStreams(); i++) {
        streams.add(
            new DataStream(
                i, parameters.clientSends(i), socket(i), parameters, options.cores().stream(i)));
      }
      return streams;
    } catch (IOException e) {
      streams.forEach(DataStream::close);
      throw e;
    }
  }

  private Socket socket(int index) throws IOException {
    boolean ipv6 = control.socket().ipv6();
    Socket socket = parameters.protocol() == Protocol.TCP ? Socket.tcp(ipv6) : Socket.udp(ipv6);
    try {
      bind(socket, options, options.firstPort() == 0 ? 0 : options.firstPort() + index);
      DataSockets.prepare(socket, parameters);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects them, in their order. */
  void connect(List<DataStream> streams) throws IOException {
    for (DataStream stream : streams) {
      if (control.isCancelled()) {
        throw new CancelledException("the test was interrupted");
      }
      switch (parameters.protocol()) {
        case TCP -> tcp(stream.socket());
        case UDP -> udp(stream.socket());
      }
      stream.opened();
    }
  }

  /** Gives a socket the local end that the options want. */
  static void bind(Socket socket, ClientOptions options, int port) throws LinuxException {
    if (options.device().isPresent()) {
      socket.bindToDevice(options.device().get());
    }
    if (options.bind().isPresent() || port > 0) {
      socket.option(SocketOption.SO_REUSEADDR, 1);
      InetAddress address = options.bind().orElseGet(() -> Socket.any(socket.ipv6()));
      socket.bind(new InetSocketAddress(address, port));
    }
  }

  private void tcp(Socket socket) throws IOException {
    socket.connect(server, options.connectLimit());
    socket.nonBlocking(true);
    new ControlChannel(new SocketTransport(socket)).sendCookie(cookie, ControlConnection.message());
    socket.nonBlocking(false);
  }

  private void udp(Socket socket) throws IOException {
    socket.connect(server);
    Deadline deadline = Deadline.after(HELLO_LIMIT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment datagram = arena.allocate(64);
      while (!deadline.passed()) {
        sendHello(socket, datagram);
        if (awaitAnswer(socket, datagram)) {
          return;
        }
      }
    }
    throw new ProtocolException(
        ProtocolException.Reason.TIMED_OUT,
        "the server did not answer on UDP port " + server.getPort());
  }

  private static void sendHello(Socket socket, MemorySegment datagram) throws LinuxException {
    try {
      socket.write(UdpHello.CURRENT.writeRequest(datagram));
    } catch (LinuxException e) {
      // nobody was there a moment ago: iperf3 opens its next socket only after it has answered
      if (e.errno() != Errno.ECONNREFUSED) {
        throw e;
      }
    }
  }

  /** Whether the stream is open; the server's next state says so too, when the answer was lost. */
  private boolean awaitAnswer(Socket socket, MemorySegment datagram) throws IOException {
    Deadline again = Deadline.after(HELLO_AGAIN);
    PollSet polls = new PollSet(2);
    while (!again.passed()) {
      polls.clear();
      polls.add(socket.fd());
      int peer = polls.add(control.socket().fd());
      if (!polls.await(again.remaining())) {
        return false;
      }
      if (answered(socket, datagram) || polls.ready(peer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean answered(Socket socket, MemorySegment datagram) throws LinuxException {
    try {
      Optional<Socket.Datagram> came = socket.receive(datagram);
      return came.isPresent() && UdpHello.isAnswer(datagram, came.get().length());
    } catch (LinuxException e) {
      if (e.errno() == Errno.ECONNREFUSED) {
        return false;
      }
      throw e;
    }
  }
}
