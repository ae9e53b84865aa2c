package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.traffic.ConnectResponder;
import dev.linerate.traffic.StopFlag;
import dev.linerate.traffic.StreamCounters;
import dev.linerate.traffic.TcpResponder;
import dev.linerate.traffic.TrafficLoop;
import dev.linerate.traffic.TrafficThread;
import dev.linerate.traffic.UdpResponder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A server's side of a test of requests, in the thread of its test. It answers on a port of its
 * own, of which it tells the client; only that client's address, and where one connection carries
 * all only the test's cookie, is let in.
 */
final class RequestServer {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);
  private static final int BACKLOG = 128;

  private final ServerOptions options;
  private final ControlConnection control;
  private final ControlChannel channel;
  private final Cookie cookie;
  private final Parameters parameters;
  private final RequestResponse wanted;
  private final Duration longest;
  private final InetSocketAddress client;
  private final StopFlag stop = new StopFlag();
  private final StreamCounters counters = new StreamCounters();

  /**
   * @param parameters that have passed the server's admission
   * @param longest most time that the test may take
   */
  RequestServer(
      ServerOptions options,
      ControlConnection control,
      Cookie cookie,
      Parameters parameters,
      Duration longest)
      throws LinuxException {
    this.options = options;
    this.control = control;
    channel = control.channel();
    this.cookie = cookie;
    this.parameters = parameters;
    wanted = parameters.requestResponse().orElseThrow();
    this.longest = longest;
    client = control.socket().peer();
  }

  /** Runs it to its end. */
  AnsweredTest run() throws InterruptedException {
    try {
      test();
      return report(Optional.empty());
    } catch (IOException e) {
      tell(e);
      return report(Optional.of(Program.message(e)));
    }
  }

  private AnsweredTest report(Optional<String> error) {
    return new AnsweredTest(Endpoints.of(client), wanted, counters.datagrams(), error);
  }

  private void tell(IOException e) {
    try {
      if (e instanceof RefusedException refused) {
        channel.sendServerError(refused.error(), ControlConnection.message());
        control.socket().shutdownOutput();
      } else if (e instanceof CancelledException) {
        control.send(ControlState.SERVER_TERMINATE);
      }
    } catch (IOException gone) {
      // the client has gone
    }
  }

  private void test() throws IOException, InterruptedException {
    InetAddress local = control.socket().local().getAddress();
    boolean ipv6 = Socket.needsIpv6(new InetSocketAddress(local, 0));
    try (Socket port =
        wanted.kind() == RequestResponse.Kind.UDP ? Socket.udp(ipv6) : Socket.tcp(ipv6)) {
      if (options.device().isPresent()) {
        port.bindToDevice(options.device().get());
      }
      DataSockets.prepare(port, parameters);
      port.bind(new InetSocketAddress(local, 0));
      if (wanted.kind() != RequestResponse.Kind.UDP) {
        port.listen(BACKLOG);
      }
      channel.sendAnswering(port.local().getPort(), ControlConnection.message());
      switch (wanted.kind()) {
        case TCP -> tcp(port);
        case UDP -> udp(port);
        case CRR ->
            answer(
                new ConnectResponder(port, client.getAddress(), wanted.exchange(), stop, counters));
      }
    }
  }

  // --- the data connection ----------------------------------------------------------------------

  private void tcp(Socket listener) throws IOException, InterruptedException {
    try (Socket socket = connection(listener)) {
      socket.nonBlocking(false);
      socket.option(SocketOption.TCP_NODELAY, 1);
      answer(new TcpResponder(socket, wanted.exchange(), stop, counters));
    }
  }

  /** The first with the test's cookie; each stranger has a moment only. */
  private Socket connection(Socket listener) throws IOException {
    Deadline deadline = Deadline.after(options.limits().handshake());
    while (true) {
      look(deadline);
      Optional<Socket> came = listener.accept(LOOK);
      if (came.isPresent()) {
        if (isOurs(came.get())) {
          return came.get();
        }
        came.get().close();
      }
    }
  }

  private boolean isOurs(Socket socket) {
    try {
      socket.nonBlocking(true);
      return socket.peer().getAddress().equals(client.getAddress())
          && new ControlChannel(new SocketTransport(socket))
              .readCookie(Deadline.after(Duration.ofSeconds(1)))
              .equals(cookie);
    } catch (IOException e) {
      return false;
    }
  }

  private void udp(Socket socket) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(options.limits().handshake());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment datagram = arena.allocate(Cookie.LENGTH + 1L);
      while (true) {
        look(deadline);
        if (!socket.readable(LOOK)) {
          continue;
        }
        Optional<Socket.Datagram> came = socket.receive(datagram);
        if (came.isPresent() && isOurs(came.get(), datagram)) {
          socket.connect(came.get().sender());
          socket.write(datagram.asSlice(0, Cookie.LENGTH));
          break;
        }
      }
    }
    answer(new UdpResponder(socket, wanted.exchange(), stop, counters));
  }

  private boolean isOurs(Socket.Datagram came, MemorySegment datagram) {
    return came.length() == Cookie.LENGTH
        && came.sender().getAddress().equals(client.getAddress())
        && Arrays.equals(
            datagram.asSlice(0, Cookie.LENGTH).toArray(ValueLayout.JAVA_BYTE), cookie.bytes());
  }

  /** While the client opens what it needs. */
  private void look(Deadline deadline) throws IOException {
    if (control.isCancelled()) {
      throw new CancelledException("the server was told to end");
    }
    if (deadline.passed()) {
      throw Admission.refused(
          ServerError.CREATING_STREAM, "it did not open its connection in the time it had");
    }
    if (control.await(Duration.ZERO) == ControlConnection.Event.PEER) {
      throw said(channel.readState(ControlConnection.message()));
    }
  }

  // --- data -------------------------------------------------------------------------------------

  private void answer(TrafficLoop loop) throws IOException, InterruptedException {
    TrafficThread thread = TrafficThread.start("iperf-responder", loop, OptionalInt.empty());
    try {
      control.send(ControlState.TEST_START);
      control.send(ControlState.TEST_RUNNING);
      flow(thread);
    } finally {
      end(thread);
    }
    control.send(ControlState.EXCHANGE_RESULTS);
    channel.sendAnswered(counters.datagrams(), ControlConnection.message());
    control.send(ControlState.DISPLAY_RESULTS);
    awaitDone();
  }

  /** What the responder uses is closed after that. */
  private void end(TrafficThread thread) throws InterruptedException {
    stop.halt();
    if (!thread.join(JOIN_LIMIT)) {
      throw LinerateException.internal(
          "a responder does not end", "Please report this", new IllegalStateException());
    }
  }

  /** Until the client says that it is over. */
  private void flow(TrafficThread thread) throws IOException {
    Deadline deadline = Deadline.after(longest);
    ServerLimits limits = options.limits();
    RateWatch watch = new RateWatch(limits.bitsPerSecond(), limits.averaging(), System.nanoTime());
    while (true) {
      if (control.isCancelled()) {
        throw new CancelledException("the server was told to end");
      }
      if (thread.failure().isPresent()) {
        throw new IOException("cannot answer requests", thread.failure().get());
      }
      if (deadline.passed()) {
        throw Admission.refused(ServerError.DURATION, "its test did not end in time");
      }
      if (watch.isTooMuch(counters.bytes(), System.nanoTime())) {
        throw Admission.refused(
            ServerError.TOTAL_RATE,
            "its test moves more than " + limits.bitsPerSecond() + " bits a second");
      }
      if (control.await(LOOK) == ControlConnection.Event.PEER) {
        ControlState state = channel.readState(ControlConnection.message());
        if (state == ControlState.TEST_END) {
          return;
        }
        throw said(state);
      }
    }
  }

  private void awaitDone() {
    try {
      channel.readState(ControlConnection.message());
    } catch (IOException e) {
      // a client that goes without its last word has all it wanted
    }
  }

  private static IOException said(ControlState state) {
    return state == ControlState.CLIENT_TERMINATE
        ? new PeerEndedException("the client has terminated")
        : ProtocolException.malformed("the client sent " + state + " out of order");
  }
}
