package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import dev.linerate.linux.Affinity;
import dev.linerate.linux.Connector;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.traffic.ConnectRequester;
import dev.linerate.traffic.Exchange;
import dev.linerate.traffic.MeasuredTime;
import dev.linerate.traffic.StopFlag;
import dev.linerate.traffic.TcpRequester;
import dev.linerate.traffic.TrafficLoop;
import dev.linerate.traffic.TrafficThread;
import dev.linerate.traffic.Transactions;
import dev.linerate.traffic.UdpRequester;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One test of requests from a client's side. */
final class RequestTest {
  private static final Duration HELLO_AGAIN = Duration.ofMillis(500);

  /** Shorter than a server waits, so that this end says why. */
  private static final Duration HELLO_LIMIT = Duration.ofSeconds(5);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration READY_LIMIT = Duration.ofSeconds(1);

  /** Longer than a connect may take. */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);

  private final ClientOptions options;
  private final RequestListener listener;
  private final ControlConnection control;
  private final ControlChannel channel;
  private final ServerStates states;
  private final Cookie cookie = Cookie.random();
  private final Instant time = Instant.now();
  private final Parameters parameters;
  private final RequestResponse wanted;
  private final Transactions transactions = new Transactions();
  private final MeasuredTime measured = new MeasuredTime();
  private final StopFlag stop = StopFlag.held(1);

  RequestTest(ClientOptions options, RequestListener listener, ControlConnection control) {
    this.options = options;
    this.listener = listener;
    this.control = control;
    channel = control.channel();
    states = new ServerStates(control, options.credentials().isPresent());
    Labels labels = options.parameters().labels();
    parameters =
        options
            .parameters()
            .withLabels(
                new Labels(
                    labels.title(),
                    labels.extraData(),
                    Optional.of(Program.version()),
                    options.credentials().map(known -> known.token(time))));
    wanted = parameters.requestResponse().orElseThrow();
  }

  /**
   * Runs it in the calling thread.
   *
   * @throws IOException when it did not begin
   * @throws LinerateException when the server does not know such tests
   */
  RequestReport run() throws IOException, InterruptedException {
    OptionalInt core = options.cores().stream(0);
    if (core.isPresent()) {
      Affinity.pin(core.getAsInt());
    }
    channel.sendCookie(cookie, ControlConnection.message());
    states.expect(ControlState.PARAM_EXCHANGE);
    channel.sendParameters(parameters, ControlConnection.message());
    ControlState state = control.next(ServerStates.LIMIT);
    if (state == ControlState.CREATE_STREAMS) {
      states.terminate();
      throw LinerateException.user(
          "the server at "
              + options.host()
              + " does not know tests of requests: it is iperf3,"
              + " or an older linerate",
          "Start one there that does: linerate server");
    }
    if (state != ControlState.ANSWERS_REQUESTS) {
      throw states.unexpected(state);
    }
    int port = channel.readAnsweringPort(ControlConnection.message());
    InetSocketAddress server = new InetSocketAddress(control.socket().peer().getAddress(), port);
    return wanted.kind() == RequestResponse.Kind.CRR ? connecting(server) : connected(server);
  }

  // --- the data connection ----------------------------------------------------------------------

  private RequestReport connecting(InetSocketAddress server)
      throws IOException, InterruptedException {
    return run(
        new ConnectRequester(
            () -> new Connector(server, options.bind(), options.device(), CONNECT_LIMIT, LOOK),
            exchange(),
            measured,
            stop,
            transactions));
  }

  private RequestReport connected(InetSocketAddress server)
      throws IOException, InterruptedException {
    boolean udp = wanted.kind() == RequestResponse.Kind.UDP;
    boolean ipv6 = Socket.needsIpv6(server);
    try (Socket socket = udp ? Socket.udp(ipv6) : Socket.tcp(ipv6)) {
      StreamOpener.bind(socket, options, options.firstPort());
      DataSockets.prepare(socket, parameters);
      if (udp) {
        socket.connect(server);
        if (!greets(socket)) {
          states.terminate();
          throw unreachable(server, "no datagram came back");
        }
        return run(new UdpRequester(socket, exchange(), measured, stop, transactions));
      }
      connect(socket, server);
      socket.option(SocketOption.TCP_NODELAY, 1);
      socket.nonBlocking(true);
      new ControlChannel(new SocketTransport(socket))
          .sendCookie(cookie, ControlConnection.message());
      socket.nonBlocking(false);
      return run(new TcpRequester(socket, exchange(), measured, stop, transactions));
    }
  }

  /** The port is not the one that the user knows of: a firewall may not either. */
  private void connect(Socket socket, InetSocketAddress server) {
    try {
      socket.connect(server, options.connectLimit());
    } catch (IOException e) {
      states.terminate();
      throw unreachable(server, Program.message(e));
    }
  }

  private LinerateException unreachable(InetSocketAddress server, String why) {
    return LinerateException.environment(
        "the server answers requests at "
            + wanted.kind().protocol()
            + " port "
            + server.getPort()
            + " of "
            + options.host()
            + ", which cannot be reached: "
            + why,
        "Let that host's high ports through the firewall");
  }

  private Exchange exchange() {
    return wanted.exchange();
  }

  /**
   * Says who it is until the server answers, or says more: its answer was lost then. False when
   * nothing came.
   */
  private boolean greets(Socket socket) throws IOException {
    Deadline deadline = Deadline.after(HELLO_LIMIT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment hello = arena.allocateFrom(ValueLayout.JAVA_BYTE, cookie.bytes());
      MemorySegment answer = arena.allocate(Cookie.LENGTH + 1L);
      while (!deadline.passed()) {
        socket.write(hello);
        if (socket.readable(HELLO_AGAIN)) {
          Optional<Socket.Datagram> came = socket.receive(answer);
          if (came.isPresent() && came.get().length() == Cookie.LENGTH && isOurs(answer)) {
            return true;
          }
        }
        if (control.isCancelled() || control.await(Duration.ZERO) == ControlConnection.Event.PEER) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOurs(MemorySegment answer) {
    byte[] bytes = answer.asSlice(0, Cookie.LENGTH).toArray(ValueLayout.JAVA_BYTE);
    return Arrays.equals(bytes, cookie.bytes());
  }

  // --- the test ---------------------------------------------------------------------------------

  private RequestReport run(TrafficLoop loop) throws IOException, InterruptedException {
    states.expect(ControlState.TEST_START);
    states.expect(ControlState.TEST_RUNNING);
    TrafficThread thread =
        TrafficThread.start(
            "iperf-requester",
            () -> {
              try {
                loop.run();
              } finally {
                control.signal();
              }
            },
            OptionalInt.empty());
    stop.awaitReady(READY_LIMIT);
    listener.started(new Endpoint(options.host(), options.port()), parameters);
    TransactionIntervals intervals =
        new TransactionIntervals(
            options.interval(), parameters.amount().omitSeconds(), listener::interval);
    intervals.begin(System.nanoTime());
    measured.begin(intervals.measuredNanos());
    stop.start();
    Optional<String> error = Optional.empty();
    OptionalLong answered = OptionalLong.empty();
    try {
      error = flow(thread, intervals);
      end(thread, intervals);
      answered = OptionalLong.of(results());
    } catch (IOException e) {
      end(thread, intervals);
      states.terminate();
      error = Optional.of(Program.message(e));
    }
    return new RequestReport(
        new Endpoint(options.host(), options.port()),
        time,
        parameters,
        intervals.all(),
        intervals.total(),
        transactions.latencies(),
        answered,
        error.or(() -> thread.failure().map(RequestTest::words)));
  }

  private static String words(Throwable failure) {
    return failure instanceof IOException e ? Program.message(e) : failure.toString();
  }

  /** Until the time is over; why it ended before, if it did. */
  private Optional<String> flow(TrafficThread thread, TransactionIntervals intervals)
      throws IOException {
    long until = intervals.measuredNanos() + parameters.amount().time().toNanos();
    while (true) {
      long now = System.nanoTime();
      if (now - until >= 0 || !thread.isRunning()) {
        return Optional.empty();
      }
      if (control.isCancelled()) {
        return Optional.of("the test was interrupted");
      }
      intervals.tick(now, transactions.counts());
      long wait = Math.min(until, intervals.nextNanos()) - now;
      if (control.await(Duration.ofNanos(Math.max(0, wait))) == ControlConnection.Event.PEER) {
        throw states.unexpected(channel.readState(ControlConnection.message()));
      }
    }
  }

  private void end(TrafficThread thread, TransactionIntervals intervals)
      throws InterruptedException {
    long now = System.nanoTime();
    stop.halt();
    if (!thread.join(JOIN_LIMIT)) {
      throw LinerateException.internal(
          "a requester does not end", "Please report this", new IllegalStateException());
    }
    intervals.end(now, transactions.counts());
  }

  private long results() throws IOException {
    control.send(ControlState.TEST_END);
    states.expectToEnd(ControlState.EXCHANGE_RESULTS);
    long answered = channel.readAnswered(ControlConnection.message());
    states.expectToEnd(ControlState.DISPLAY_RESULTS);
    control.send(ControlState.IPERF_DONE);
    return answered;
  }
}
