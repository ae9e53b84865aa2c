package dev.linerate.iperf;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.PollSet;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import dev.linerate.linux.TcpInfo;
import dev.linerate.linux.Wakeup;
import java.io.IOException;
import java.time.Duration;

/**
 * One test's control connection: the peer's messages on it, and signals of other threads of this
 * end. For one thread, but for {@link #signal} and {@link #cancel}.
 */
final class ControlConnection implements AutoCloseable {
  /** The time a message may take, once it is due. */
  static final Duration MESSAGE_LIMIT = Duration.ofSeconds(10);

  private final Socket socket;
  private final ControlChannel channel;
  private final Wakeup wakeup;
  private final PollSet polls = new PollSet(2);
  private volatile boolean cancelled;

  /** What ended a wait. */
  enum Event {
    /** The peer sent something, or closed the connection. */
    PEER,
    /** Another thread of this end signalled. */
    SIGNAL,
    TIME
  }

  /** Owns the socket from now on; it is open also when this fails. */
  ControlConnection(Socket socket) throws LinuxException {
    this.socket = socket;
    socket.option(SocketOption.TCP_NODELAY, 1);
    channel = new ControlChannel(new SocketTransport(socket));
    wakeup = new Wakeup();
  }

  ControlChannel channel() {
    return channel;
  }

  Socket socket() {
    return socket;
  }

  /** Lets the wait end, or the next one. */
  void signal() {
    wakeup.signal();
  }

  /** The test is to end; waits for states fail from now on. */
  void cancel() {
    cancelled = true;
    signal();
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Waits for one of the events; signals are forgotten then. */
  Event await(Duration limit) throws LinuxException {
    polls.clear();
    int peer = polls.add(socket.fd());
    int signals = polls.add(wakeup.fd());
    if (!polls.await(limit)) {
      return Event.TIME;
    }
    if (polls.ready(signals)) {
      wakeup.clear();
      return Event.SIGNAL;
    }
    return polls.ready(peer) ? Event.PEER : Event.TIME;
  }

  /**
   * The peer's next state.
   *
   * @throws CancelledException when this end was told to end the test
   */
  ControlState next(Duration limit) throws IOException {
    Deadline deadline = Deadline.after(limit);
    while (!cancelled && !deadline.passed()) {
      if (await(deadline.remaining()) == Event.PEER) {
        break;
      }
    }
    if (cancelled) {
      throw new CancelledException("the test was interrupted");
    }
    return channel.readState(deadline);
  }

  void send(ControlState state) throws IOException {
    channel.sendState(state, message());
  }

  /** The deadline of a message that is due now. */
  static Deadline message() {
    return Deadline.after(MESSAGE_LIMIT);
  }

  /** Largest segment of the connection, bytes; 0 when not known. */
  int segmentSize() {
    try {
      return socket.option(SocketOption.TCP_MAXSEG);
    } catch (LinuxException e) {
      return 0;
    }
  }

  /** Smoothed round-trip time; zero when not known. */
  Duration roundTrip() {
    try {
      TcpInfo info = new TcpInfo();
      info.read(socket.fd());
      return Duration.ofNanos(Math.max(0, info.rttMicros()) * 1000);
    } catch (LinuxException e) {
      return Duration.ZERO;
    }
  }

  @Override
  public void close() {
    socket.close();
    wakeup.close();
  }
}
