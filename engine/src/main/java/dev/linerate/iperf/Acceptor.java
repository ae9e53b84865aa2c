package dev.linerate.iperf;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.PollSet;
import dev.linerate.linux.Socket;
import dev.linerate.linux.Wakeup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A server's door: accepts connections, reads their cookies and hands them on. Nothing that a peer
 * does or does not do makes it wait.
 */
final class Acceptor {
  /** Without descriptors, new connections wait in the kernel for so long. */
  private static final Duration BREATH = Duration.ofMillis(100);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Connections taken before those that are half open have their turn. */
  private static final int BATCH = 64;

  private final Socket listener;
  private final UdpDoor door;
  private final Wakeup wakeup;
  private final ServerLimits limits;
  private final Visitors visitors;
  private final Deque<HalfOpen> halfOpen = new ArrayDeque<>();
  private final MemorySegment buffer = Arena.ofAuto().allocate(Cookie.LENGTH);
  private Deadline breath = Deadline.after(Duration.ZERO);
  private long order;

  /** Takes connections whose cookie has come. */
  @FunctionalInterface
  interface Visitors {
    /**
     * Owns the socket from now on.
     *
     * @param order in which it was accepted
     */
    void arrived(Cookie cookie, Socket socket, long order);
  }

  Acceptor(Socket listener, UdpDoor door, Wakeup wakeup, ServerLimits limits, Visitors visitors) {
    this.listener = listener;
    this.door = door;
    this.wakeup = wakeup;
    this.limits = limits;
    this.visitors = visitors;
  }

  /** Runs until it is to end, which it looks at after each wake-up. */
  void run(BooleanSupplier isOver) throws LinuxException {
    listener.nonBlocking(true);
    PollSet polls = new PollSet(limits.halfOpen() + 3);
    try {
      while (!isOver.getAsBoolean()) {
        round(polls);
      }
    } finally {
      halfOpen.forEach(HalfOpen::close);
    }
  }

  private void round(PollSet polls) throws LinuxException {
    polls.clear();
    int signals = polls.add(wakeup.fd());
    int connections = breath.passed() ? polls.add(listener.fd()) : signals;
    int datagrams = door.isExpecting() ? polls.add(door.fd()) : signals;
    List<HalfOpen> watched = new ArrayList<>(halfOpen);
    int first = 0;
    for (int i = 0; i < watched.size(); i++) {
      int index = polls.add(watched.get(i).socket().fd());
      first = i == 0 ? index : first;
    }
    polls.await(untilNext());
    if (polls.ready(signals)) {
      wakeup.clear();
    }
    if (datagrams != signals && polls.ready(datagrams)) {
      door.receive();
    }
    for (int i = 0; i < watched.size(); i++) {
      if (polls.ready(first + i)) {
        read(watched.get(i));
      }
    }
    endOverdue();
    if (connections != signals && polls.ready(connections)) {
      accept();
    }
  }

  private Duration untilNext() {
    if (!breath.passed()) {
      return breath.remaining();
    }
    return halfOpen.isEmpty() ? LONGEST_WAIT : halfOpen.getFirst().deadline().remaining();
  }

  private void read(HalfOpen connection) {
    Optional<Cookie> cookie = connection.read(buffer);
    if (cookie.isPresent()) {
      halfOpen.remove(connection);
      visitors.arrived(cookie.get(), connection.socket(), connection.order());
    }
  }

  private void endOverdue() {
    halfOpen.removeIf(connection -> {
      if (connection.isOver()) {
        connection.close();
        return true;
      }
      return false;
    });
  }

  private void accept() {
    for (int i = 0; i < BATCH; i++) {
      try {
        Optional<Socket> accepted = listener.accept(Duration.ZERO);
        if (accepted.isEmpty()) {
          return;
        }
        admit(accepted.get());
      } catch (LinuxException e) {
        // out of descriptors or memory: the oldest gives its own back
        evictOldest();
        breath = Deadline.after(BREATH);
        return;
      }
    }
  }

  private void admit(Socket socket) {
    if (halfOpen.size() >= limits.halfOpen()) {
      evictOldest();
    }
    try {
      halfOpen.addLast(new HalfOpen(socket, order++, limits.handshake()));
    } catch (LinuxException e) {
      socket.close();
    }
  }

  private void evictOldest() {
    HalfOpen oldest = halfOpen.pollFirst();
    if (oldest != null) {
      oldest.close();
    }
  }
}
