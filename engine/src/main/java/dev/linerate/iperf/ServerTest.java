package dev.linerate.iperf;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One test from a server's side, in a thread of its own. */
final class ServerTest {
  /** iperf3's: as much as its client may take beyond the time it asked for. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private static final Duration RESULTS_LIMIT = Duration.ofSeconds(30);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);
  private static final Duration HELLO_LOOK = Duration.ofMillis(200);

  private final ServerOptions options;
  private final TestListener listener;
  private final ControlConnection control;
  private final ControlChannel channel;
  private final Cookie cookie;
  private final StreamQuota quota;
  private final UdpDoor door;
  private final Arrivals arrivals;
  private boolean begun;

  ServerTest(
      ServerOptions options,
      TestListener listener,
      ControlConnection control,
      Cookie cookie,
      StreamQuota quota,
      UdpDoor door) {
    this.options = options;
    this.listener = listener;
    this.control = control;
    this.channel = control.channel();
    this.cookie = cookie;
    this.quota = quota;
    this.door = door;
    arrivals = new Arrivals(control::signal);
  }

  /** Takes a data connection with this test's cookie, if it wants one; any thread. */
  boolean offer(Socket socket, long order) {
    return arrivals.offer(socket, order);
  }

  /** Ends the test, from any thread; its client is told. */
  void cancel() {
    control.cancel();
  }

  /** Runs it in the calling thread, to its end; nothing is left open then. */
  void run() throws InterruptedException {
    try (control;
        arrivals) {
      try {
        test();
      } catch (RefusedException e) {
        tell(e.error());
        failed(e);
      } catch (CancelledException e) {
        terminate();
        failed(e);
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private void failed(IOException e) {
    if (!begun) {
      listener.failed(Program.message(e));
    }
  }

  private void tell(ServerError error) {
    try {
      channel.sendServerError(error, ControlConnection.message());
      control.socket().shutdownOutput();
    } catch (IOException e) {
      // the client has gone
    }
  }

  private void terminate() {
    try {
      control.send(ControlState.SERVER_TERMINATE);
    } catch (IOException e) {
      // the client has gone
    }
  }

  private void test() throws IOException, InterruptedException {
    control.send(ControlState.PARAM_EXCHANGE);
    Parameters parameters = channel.readParameters(handshake());
    new Admission(options).check(parameters);
    if (parameters.requestResponse().isPresent()) {
      answer(parameters);
      return;
    }
    try (StreamQuota.Share _ = quota.take(parameters.totalStreams())) {
      List<DataStream> streams = streams(parameters);
      try (TestRun run =
          new TestRun(Role.SERVER, parameters, streams, options.interval(), listener::interval)) {
        run(run, start(parameters, streams));
      }
    }
  }

  /** This very thread answers, so it goes to the core. */
  private void answer(Parameters parameters) throws IOException, InterruptedException {
    OptionalInt core = core(parameters, 0);
    if (core.isPresent()) {
      Affinity.pin(core.getAsInt());
    }
    try (StreamQuota.Share _ = quota.take(1)) {
      begun = true;
      listener.answered(
          new RequestServer(options, control, cookie, parameters, longest(parameters.amount()))
              .run());
    }
  }

  private Deadline handshake() {
    return Deadline.after(options.limits().handshake());
  }

  /**
   * Where a stream's thread stays: a core that this machine does not have is no reason not to test.
   */
  private OptionalInt core(Parameters parameters, int stream) throws LinuxException {
    OptionalInt wanted =
        parameters.serverCore().isPresent()
            ? parameters.serverCore()
            : options.cores().stream(stream);
    return wanted.isPresent() && Affinity.cores().get(wanted.getAsInt())
        ? wanted
        : OptionalInt.empty();
  }

  // --- streams ----------------------------------------------------------------------------------

  private List<DataStream> streams(Parameters parameters) throws IOException, InterruptedException {
    switch (parameters.protocol()) {
      case TCP -> {
        arrivals.expect(parameters.totalStreams());
        gather(parameters.protocol());
      }
      case UDP -> {
        InetSocketAddress peer = control.socket().peer();
        InetSocketAddress local = control.socket().local();
        arrivals.expect(parameters.totalStreams());
        try (UdpDoor.Turn _ =
            door.turn(peer.getAddress(), arrivals, local, parameters, handshake())) {
          gather(parameters.protocol());
        }
      }
    }
    return streams(parameters, arrivals.take());
  }

  /** Lets the client open its streams, and waits for all of them. */
  private void gather(Protocol protocol) throws IOException {
    control.send(ControlState.CREATE_STREAMS);
    Deadline deadline = handshake();
    while (!arrivals.isComplete()) {
      Duration left = deadline.remaining();
      if (left.isZero()) {
        throw Admission.refused(
            ServerError.CREATING_STREAM, "it did not open its streams in the time it had");
      }
      Duration wait =
          protocol == Protocol.UDP && left.compareTo(HELLO_LOOK) > 0 ? HELLO_LOOK : left;
      if (control.await(wait) == ControlConnection.Event.PEER) {
        throw clientSaid(channel.readState(ControlConnection.message()));
      }
      if (control.isCancelled()) {
        throw new CancelledException("the server was told to end");
      }
      if (protocol == Protocol.UDP) {
        for (Socket stream : arrivals.sockets()) {
          UdpDoor.answerAgain(stream);
        }
      }
    }
  }

  private List<DataStream> streams(Parameters parameters, List<Socket> sockets) throws IOException {
    List<DataStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < sockets.size(); i++) {
        Socket socket = sockets.get(i);
        prepare(socket, parameters);
        DataStream stream =
            new DataStream(i, !parameters.clientSends(i), socket, parameters, core(parameters, i));
        stream.opened();
        streams.add(stream);
      }
      return streams;
    } catch (IOException e) {
      sockets.forEach(Socket::close);
      throw e;
    }
  }

  /** UDP streams have been prepared before they were connected. */
  private static void prepare(Socket socket, Parameters parameters) throws IOException {
    if (parameters.protocol() == Protocol.UDP) {
      return;
    }
    try {
      socket.nonBlocking(false);
      DataSockets.prepare(socket, parameters);
    } catch (LinuxException e) {
      throw new RefusedException(
          new ServerError(ServerError.CREATING_STREAM, e.errno()),
          "cannot set the options a client wants: " + Program.message(e));
    }
  }

  private TestStart start(Parameters parameters, List<DataStream> streams) throws IOException {
    Socket first = streams.getFirst().socket();
    return new TestStart(
        Role.SERVER,
        Program.version(),
        Program.systemInfo(),
        Instant.now(),
        Endpoints.of(control.socket().peer()),
        cookie,
        control.segmentSize(),
        first.option(SocketOption.SO_SNDBUF),
        first.option(SocketOption.SO_RCVBUF),
        parameters,
        streams.stream().map(DataStream::info).toList());
  }

  // --- data -------------------------------------------------------------------------------------

  private void run(TestRun run, TestStart start) throws IOException, InterruptedException {
    run.startSenders(control::signal);
    run.startReceivers(control::signal);
    control.send(ControlState.TEST_START);
    control.send(ControlState.TEST_RUNNING);
    begun = true;
    listener.began(run.begin());
    listener.started(start);
    Optional<Results> peer = Optional.empty();
    Optional<String> error = Optional.empty();
    try {
      flow(run, start.parameters());
      peer = Optional.of(exchange(run, start));
    } catch (IOException e) {
      run.abort();
      run.finish();
      tellEnd(e);
      error = Optional.of(Program.message(e));
    }
    listener.ended(run.report(start, peer, error));
  }

  private void tellEnd(IOException e) {
    if (e instanceof RefusedException refused) {
      tell(refused.error());
    } else if (e instanceof CancelledException) {
      terminate();
    }
  }

  /** Until the client says that it is over. */
  private void flow(TestRun run, Parameters parameters) throws IOException {
    Deadline deadline = Deadline.after(longest(parameters.amount()));
    RateWatch watch =
        new RateWatch(
            options.limits().bitsPerSecond(), options.limits().averaging(), System.nanoTime());
    while (true) {
      if (control.isCancelled()) {
        throw new CancelledException("the server was told to end");
      }
      if (deadline.passed()) {
        throw Admission.refused(ServerError.DURATION, "its test did not end in time");
      }
      if (watch.isTooMuch(run.bytes(), System.nanoTime())) {
        throw Admission.refused(
            ServerError.TOTAL_RATE,
            "its test moves more than " + options.limits().bitsPerSecond() + " bits a second");
      }
      if (control.await(shorter(run.untilNext(), deadline.remaining()))
          == ControlConnection.Event.PEER) {
        ControlState state = channel.readState(ControlConnection.message());
        if (state == ControlState.TEST_END) {
          return;
        }
        throw clientSaid(state);
      }
      run.tick();
    }
  }

  private Duration longest(Amount amount) {
    Duration most = options.limits().duration();
    return amount.seconds() > 0
        ? shorter(Duration.ofSeconds((long) amount.seconds() + amount.omitSeconds()), most)
            .plus(GRACE)
        : most;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private Results exchange(TestRun run, TestStart start) throws IOException, InterruptedException {
    Parameters parameters = start.parameters();
    run.stopSending();
    run.drain(Program.endsItsStreams(parameters), Quiet.after(control.roundTrip()), DRAIN_LIMIT);
    run.finish();
    control.send(ControlState.EXCHANGE_RESULTS);
    Results peer =
        channel.readResults(
            parameters.totalStreams(),
            ResultsJson.MAX_BYTES_FROM_CLIENT,
            Deadline.after(RESULTS_LIMIT));
    Optional<ServerOutput> output =
        parameters.serverOutput() ? Optional.of(output(run, start, peer)) : Optional.empty();
    channel.sendResults(run.results(output), ControlConnection.message());
    control.send(ControlState.DISPLAY_RESULTS);
    awaitDone();
    return peer;
  }

  private ServerOutput output(TestRun run, TestStart start, Results peer) {
    TestReport report = run.report(start, Optional.of(peer), Optional.empty());
    return options.jsonOutput()
        ? JsonOutput.serverOutput(report)
        : TextOutput.serverOutput(report, TextUnit.ADAPTIVE_BITS, false);
  }

  /** A client that goes without its last word has all it wanted. */
  private void awaitDone() {
    try {
      channel.readState(ControlConnection.message());
    } catch (IOException e) {
      // so be it
    }
  }

  private static IOException clientSaid(ControlState state) {
    return state == ControlState.CLIENT_TERMINATE
        ? new PeerEndedException("the client has terminated")
        : ProtocolException.malformed("the client sent " + state + " out of order");
  }
}
