package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;

/** Answers requests over one connection until its end or the stop. */
public final class TcpResponder implements TrafficLoop {
  private final Socket socket;
  private final Exchange exchange;
  private final StopFlag stop;
  private final StreamCounters counters;

  /**
   * The socket stays open when the loop has ended.
   *
   * @param counters bytes of both directions; transactions as datagrams
   */
  public TcpResponder(Socket socket, Exchange exchange, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.exchange = exchange;
    this.stop = stop;
    this.counters = counters;
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    Messages messages = new Messages(exchange.largest(), exchange.spin(), stop);
    stop.ready();
    // a request that is there already is received without a look at the stop
    while (!stop.isStopped()
        && messages.receiveAll(socket.fd(), exchange.requestBytes(), Messages.NEVER) >= 0
        && messages.sendAll(socket.fd(), exchange.responseBytes(), Messages.NEVER) >= 0) {
      counters.add(exchange.bytes(), 1);
    }
  }
}
