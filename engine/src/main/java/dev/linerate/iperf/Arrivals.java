package dev.linerate.iperf;

import dev.linerate.linux.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Data connections that came in for one test; handed over from the acceptor to the test. */
final class Arrivals implements AutoCloseable {
  private final Runnable signal;
  private final List<Arrival> arrived = new ArrayList<>();
  private int wanted;

  private record Arrival(Socket socket, long order) {}

  /** For a test that is woken by the signal when one comes. */
  Arrivals(Runnable signal) {
    this.signal = signal;
  }

  /** From now on so many are taken. */
  synchronized void expect(int streams) {
    wanted = streams;
  }

  /** Whether the test takes it, which owns it then. */
  synchronized boolean offer(Socket socket, long order) {
    if (arrived.size() >= wanted) {
      return false;
    }
    arrived.add(new Arrival(socket, order));
    signal.run();
    return true;
  }

  synchronized boolean isComplete() {
    return arrived.size() >= wanted;
  }

  /** Those that have come so far, in the order in which they were accepted; they stay. */
  synchronized List<Socket> sockets() {
    return arrived.stream()
        .sorted(Comparator.comparingLong(Arrival::order))
        .map(Arrival::socket)
        .toList();
  }

  /** Takes them away; no more are taken. */
  synchronized List<Socket> take() {
    List<Socket> sockets = sockets();
    arrived.clear();
    wanted = 0;
    return sockets;
  }

  /** Closes what nobody took. */
  @Override
  public void close() {
    take().forEach(Socket::close);
  }
}
