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
import java.util.Optional;
import java.util.concurrent.FutureTask;

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
  private Optional<ControlConnection> running = Optional.empty();
  private boolean closed;

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
    FutureTask<TestReport> test = new FutureTask<>(this::test);
    Thread thread = Thread.ofPlatform().daemon().name("iperf-client").start(test);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        close();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome(test);
  }

  private static TestReport outcome(FutureTask<TestReport> test) {
    try {
      return test.resultNow();
    } catch (IllegalStateException e) {
      Throwable cause = test.exceptionNow();
      if (cause instanceof LinerateException known) {
        throw known;
      }
      throw LinerateException.internal("the test failed: " + cause, "Please report this", cause);
    }
  }

  private TestReport test() throws InterruptedException {
    try (ControlConnection control = new ControlConnection(connect())) {
      began(control);
      try {
        TestReport report = new ClientTest(options, listener, control).run();
        listener.ended(report);
        return report;
      } finally {
        ended();
      }
    } catch (IOException e) {
      listener.failed(Program.message(e));
      throw failure(e);
    }
  }

  private synchronized void began(ControlConnection control) {
    running = Optional.of(control);
    if (closed) {
      control.cancel();
    }
  }

  private synchronized void ended() {
    running = Optional.empty();
  }

  /** Ends the test, from any thread; {@link #run} returns what came of it until then. */
  @Override
  public synchronized void close() {
    closed = true;
    running.ifPresent(ControlConnection::cancel);
  }

  // --- the connection ---------------------------------------------------------------------------

  private Socket connect() throws IOException {
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

  private LinerateException failure(IOException e) {
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
          "no server listens at " + server, "Start one there: linerate server");
    }
    return LinerateException.environment(
        "the test with " + server + " did not begin: " + Program.message(e), "");
  }
}
