package dev.linerate.iperf;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SocketOption;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server's UDP port. It stays open; each stream gets a socket of its own on the same port,
 * connected to its peer. A hello names no test, so tests of one address open their streams one
 * after another, and a hello from any other address is not answered.
 */
final class UdpDoor implements AutoCloseable {
  /** Datagrams looked at before other work has its turn. */
  private static final int BATCH = 64;

  private final Socket listener;
  private final Runnable changed;
  private final MemorySegment datagram = Arena.ofAuto().allocate(64);
  private final Map<InetAddress, Expected> expected = new HashMap<>();
  private long order;

  private record Expected(Arrivals arrivals, InetSocketAddress local, Parameters parameters) {}

  /**
   * @param listener bound to the port; is closed with this
   * @param changed called when {@link #isExpecting} has changed
   */
  UdpDoor(Socket listener, Runnable changed) {
    this.listener = listener;
    this.changed = changed;
  }

  int fd() {
    return listener.fd();
  }

  // --- the tests' side --------------------------------------------------------------------------

  /**
   * Waits until no other test of that address opens streams, and lets this one.
   *
   * @param local where its client reaches this server
   * @return to be closed when all streams have come, or will not
   * @throws ProtocolException when the others take too long
   */
  synchronized Turn turn(
      InetAddress peer,
      Arrivals arrivals,
      InetSocketAddress local,
      Parameters parameters,
      Deadline deadline)
      throws ProtocolException, InterruptedException {
    while (expected.containsKey(peer)) {
      if (deadline.passed()) {
        throw new ProtocolException(
            ProtocolException.Reason.TIMED_OUT, "other UDP tests of the same client do not begin");
      }
      wait(Math.max(1, deadline.remaining().toMillis()));
    }
    expected.put(peer, new Expected(arrivals, local, parameters));
    changed.run();
    return () -> end(peer);
  }

  /** A test's time to open its streams. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private synchronized void end(InetAddress peer) {
    expected.remove(peer);
    notifyAll();
    changed.run();
  }

  /** Whether a test waits for streams. Otherwise nothing need be received. */
  synchronized boolean isExpecting() {
    return !expected.isEmpty();
  }

  // --- the acceptor's side ----------------------------------------------------------------------

  /** Answers the hellos that have come. */
  synchronized void receive() {
    receive(listener);
  }

  private void receive(Socket from) {
    for (int i = 0; i < BATCH; i++) {
      try {
        Optional<Socket.Datagram> came = from.receive(datagram);
        if (came.isEmpty()) {
          return;
        }
        InetSocketAddress peer = came.get().sender();
        Expected test = expected.get(peer.getAddress());
        Optional<UdpHello> hello = UdpHello.of(datagram, came.get().length());
        if (test != null && hello.isPresent() && !test.arrivals().isComplete()) {
          open(test, peer, hello.get());
        }
      } catch (IOException e) {
        // an ICMP error of an earlier answer; or no socket for this one, who will try again
        if (Program.is(e, Errno.EMFILE)) {
          return;
        }
      }
    }
  }

  private void open(Expected test, InetSocketAddress peer, UdpHello hello) throws IOException {
    Socket socket = Socket.udp(listener.ipv6());
    boolean taken = false;
    try {
      socket.option(SocketOption.SO_REUSEADDR, 1);
      DataSockets.prepare(socket, test.parameters());
      socket.bind(test.local());
      socket.connect(peer);
      // between the two calls it caught what came for the listener
      receive(socket);
      socket.write(hello.writeAnswer(datagram));
      taken = test.arrivals().offer(socket, order++);
    } finally {
      if (!taken) {
        socket.close();
      }
    }
  }

  /** Answers a hello that came again on a stream: the first answer was lost. */
  static void answerAgain(Socket stream) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(64);
      Optional<Socket.Datagram> came = stream.receive(buffer);
      if (came.isPresent()) {
        Optional<UdpHello> hello = UdpHello.of(buffer, came.get().length());
        if (hello.isPresent()) {
          stream.write(hello.get().writeAnswer(buffer));
        }
      }
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
