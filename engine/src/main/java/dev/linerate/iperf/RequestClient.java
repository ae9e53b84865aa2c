package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import java.io.IOException;
import java.util.Optional;

/**
 * Runs one test of requests and responses against a linerate server; iperf3 has none.
 *
 * <pre>{@code
 * Parameters test =
 *     Parameters.of(Protocol.TCP)
 *         .withRequestResponse(RequestResponse.of(RequestResponse.Kind.TCP));
 * try (RequestClient client =
 *     new RequestClient(ClientOptions.to("10.0.0.2").withParameters(test), RequestListener.NONE)) {
 *   System.out.println(client.run().latencies().p99() / 1000 + " µs");
 * }
 * }</pre>
 *
 * <p>Everything happens in the network namespace of the thread that calls {@link #run}.
 */
public final class RequestClient implements AutoCloseable {
  private final ClientOptions options;
  private final RequestListener listener;
  private final RunningControl running = new RunningControl();

  /**
   * A client for one test.
   *
   * @param options whose parameters have a {@link RequestResponse}
   * @throws IllegalArgumentException when they ask for what such a test does not have
   */
  public RequestClient(ClientOptions options, RequestListener listener) {
    check(options.parameters());
    this.options = options;
    this.listener = listener;
  }

  private static void check(Parameters parameters) {
    Amount amount = parameters.amount();
    if (parameters.requestResponse().isEmpty()) {
      throw new IllegalArgumentException("the parameters have no requests");
    }
    if (amount.seconds() == 0 || amount.bytes() > 0 || amount.blocks() > 0) {
      throw new IllegalArgumentException(
          "a test of requests lasts for a --time, and has no --bytes and --blockcount");
    }
    if (parameters.direction() != Direction.FORWARD || parameters.streams() > 1) {
      throw new IllegalArgumentException(
          "a test of requests has one client that sends them:"
              + " no --reverse, --bidir and --parallel");
    }
    if (!parameters.udp().equals(UdpSettings.DEFAULT)
        || !parameters.payload().equals(PayloadSettings.DEFAULT)
        || parameters.serverOutput()) {
      throw new IllegalArgumentException(
          "a test of requests has no --zerocopy, --skip-rx-copy, --gso, --gro,"
              + " --udp-counters-64bit, --repeating-payload and --get-server-output");
    }
  }

  /**
   * Runs the test, once.
   *
   * @return what came of it, also where it broke off: {@link RequestReport#error}
   * @throws LinerateException when it did not begin: the server is iperf3, say
   */
  public RequestReport run() {
    return TestThread.run(this::test, this::close);
  }

  private RequestReport test() throws InterruptedException {
    ControlConnector connector = new ControlConnector(options);
    try (ControlConnection control = new ControlConnection(connector.connect())) {
      running.began(control);
      try {
        RequestReport report = new RequestTest(options, listener, control).run();
        listener.ended(report);
        return report;
      } finally {
        running.ended();
      }
    } catch (IOException e) {
      throw failed(connector.failure(e));
    } catch (LinerateException e) {
      throw failed(e);
    }
  }

  private LinerateException failed(LinerateException e) {
    listener.failed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    return e;
  }

  /** Ends the test, from any thread; {@link #run} returns what came of it until then. */
  @Override
  public void close() {
    running.close();
  }
}
