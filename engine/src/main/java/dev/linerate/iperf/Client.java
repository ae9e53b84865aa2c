package dev.linerate.iperf;

import dev.linerate.fault.LinerateException;
import java.io.IOException;

/**
 * Runs one test against a server: linerate's or iperf3's.
 *
 * <pre>{@code
 * Parameters test = Parameters.of(Protocol.TCP).withAmount(Amount.ofSeconds(5)).withStreams(2);
 * try (Client client = new Client(ClientOptions.to("10.0.0.2").withParameters(test))) {
 *   TestReport report = client.run();
 *   System.out.println(report.received().orElseThrow().bitsPerSecond());
 * }
 * }</pre>
 *
 * <p>Everything happens in the network namespace of the thread that calls {@link #run}.
 */
public final class Client implements AutoCloseable {
  private final ClientOptions options;
  private final TestListener listener;
  private final RunningControl running = new RunningControl();

  public Client(ClientOptions options) {
    this(options, TestListener.NONE);
  }

  /**
   * A client that says what happens while it happens.
   *
   * @param listener called by a thread of the client's own
   */
  public Client(ClientOptions options, TestListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Runs the test, once.
   *
   * @return what came of it; {@link TestReport#error} says why, when it broke off or {@link #close}
   *     or an interrupt of this thread ended it early
   * @throws LinerateException when it did not begin: nobody listens there, say
   */
  public TestReport run() {
    return TestThread.run(this::test, this::close);
  }

  private TestReport test() throws InterruptedException {
    try (ControlConnection control =
        new ControlConnection(new ControlConnector(options).connect())) {
      running.began(control);
      try {
        TestReport report = new ClientTest(options, listener, control).run();
        listener.ended(report);
        return report;
      } finally {
        running.ended();
      }
    } catch (IOException e) {
      listener.failed(Program.message(e));
      throw new ControlConnector(options).failure(e);
    }
  }

  /** Ends the test, from any thread; {@link #run} returns what came of it until then. */
  @Override
  public void close() {
    running.close();
  }
}
