package dev.linerate.iperf;

import dev.linerate.linux.Affinity;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.SystemCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** One test from a client's side: the states of iperf3's protocol in their order. */
final class ClientTest {
  /** Servers that take one test at a time may be busy with the end of another. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

  private final ClientOptions options;
  private final TestListener listener;
  private final ControlConnection control;
  private final ControlChannel channel;
  private final ServerStates states;
  private final Cookie cookie = Cookie.random();

  ClientTest(ClientOptions options, TestListener listener, ControlConnection control) {
    this.options = options;
    this.listener = listener;
    this.control = control;
    channel = control.channel();
    states = new ServerStates(control, options.credentials().isPresent());
  }

  /**
   * Runs it in the calling thread.
   *
   * @return the report, with an error when the test broke off after it had begun
   * @throws IOException when it did not begin
   */
  TestReport run() throws IOException, InterruptedException {
    requireCores();
    channel.sendCookie(cookie, ControlConnection.message());
    Parameters parameters = parameters();
    states.expect(ControlState.PARAM_EXCHANGE);
    channel.sendParameters(parameters, ControlConnection.message());
    states.expect(ControlState.CREATE_STREAMS);
    StreamOpener opener = new StreamOpener(options, parameters, cookie, control);
    List<DataStream> streams = opener.sockets();
    try (TestRun run =
        new TestRun(Role.CLIENT, parameters, streams, options.interval(), listener::interval)) {
      run.startSenders(control::signal);
      opener.connect(streams);
      run.startReceivers(control::signal);
      states.expect(ControlState.TEST_START);
      TestStart start = start(parameters, streams);
      states.expect(ControlState.TEST_RUNNING);
      listener.began(run.begin());
      // what is written takes time in a young virtual machine
      listener.started(start);
      return end(run, start);
    }
  }

  /** Now, and not when the streams' threads begin: then it would be the server's problem too. */
  private void requireCores() throws LinuxException {
    if (!options.cores().isEmpty()) {
      BitSet allowed = Affinity.cores();
      if (!options.cores().cores().stream().allMatch(allowed::get)) {
        throw new LinuxException(SystemCall.SCHED_SETAFFINITY, Errno.EINVAL);
      }
    }
  }

  private Parameters parameters() {
    Parameters wanted = options.parameters();
    Labels labels = wanted.labels();
    Parameters named =
        wanted.withLabels(
            new Labels(
                labels.title(),
                labels.extraData(),
                Optional.of(Program.version()),
                options.credentials().map(known -> known.token(Instant.now()))));
    return named.blockBytes() > 0 ? named : named.withBlockBytes(blockBytes(wanted.protocol()));
  }

  private int blockBytes(Protocol protocol) {
    int segment = control.segmentSize();
    return switch (protocol) {
      case TCP -> Parameters.DEFAULT_TCP_BLOCK;
      case UDP ->
          segment < Parameters.MIN_DATAGRAM
              ? Parameters.DEFAULT_DATAGRAM
              : Math.min(segment, Parameters.MAX_DATAGRAM);
    };
  }

  private TestStart start(Parameters parameters, List<DataStream> streams) throws IOException {
    Socket first = streams.getFirst().socket();
    return new TestStart(
        Role.CLIENT,
        Program.version(),
        Program.systemInfo(),
        Instant.now(),
        new Endpoint(options.host(), options.port()),
        cookie,
        control.segmentSize(),
        first.option(SocketOption.SO_SNDBUF),
        first.option(SocketOption.SO_RCVBUF),
        parameters,
        streams.stream().map(DataStream::info).toList());
  }

  // --- the end ----------------------------------------------------------------------------------

  private TestReport end(TestRun run, TestStart start) throws InterruptedException {
    try {
      Optional<String> interrupted = flow(run);
      Results peer = exchange(run, start.parameters());
      return run.report(start, Optional.of(peer), interrupted);
    } catch (IOException e) {
      run.abort();
      run.finish();
      states.terminate();
      return run.report(start, Optional.empty(), Optional.of(Program.message(e)));
    }
  }

  /** Until all was sent or received, or this end was told to end it: then the reason. */
  private Optional<String> flow(TestRun run) throws IOException {
    while (!run.isComplete()) {
      if (control.isCancelled()) {
        return Optional.of("the test was interrupted");
      }
      if (run.isBroken()) {
        return Optional.empty();
      }
      if (control.await(run.untilNext()) == ControlConnection.Event.PEER) {
        throw states.unexpected(channel.readState(ControlConnection.message()));
      }
      if (!run.isComplete()) {
        run.tick();
      }
    }
    return Optional.empty();
  }

  /** The test's end, as iperf3 has it; receivers go on until the server has sent its last. */
  private Results exchange(TestRun run, Parameters parameters)
      throws IOException, InterruptedException {
    run.stopSending();
    control.send(ControlState.TEST_END);
    awaitResults(run);
    run.drain(true, quiet(), DRAIN_LIMIT);
    run.finish();
    channel.sendResults(run.results(Optional.empty()), ControlConnection.message());
    Results results =
        channel.readResults(
            parameters.totalStreams(),
            ResultsJson.MAX_BYTES_FROM_SERVER,
            Deadline.after(ServerStates.LIMIT));
    states.expectToEnd(ControlState.DISPLAY_RESULTS);
    control.send(ControlState.IPERF_DONE);
    return results;
  }

  private void awaitResults(TestRun run) throws IOException {
    Deadline deadline = Deadline.after(ServerStates.LIMIT);
    while (!deadline.passed() && control.await(TestRun.LOOK) != ControlConnection.Event.PEER) {
      run.observe();
    }
    run.observe();
    states.expectToEnd(ControlState.EXCHANGE_RESULTS);
  }

  private Duration quiet() {
    return Quiet.after(control.roundTrip());
  }
}
