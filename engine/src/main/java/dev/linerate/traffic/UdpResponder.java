package dev.linerate.traffic;

import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;

/** Answers datagrams of a connected socket until the stop; others than requests it passes over. */
public final class UdpResponder implements TrafficLoop {
  private final Socket socket;
  private final Exchange exchange;
  private final StopFlag stop;
  private final StreamCounters counters;

  /** See {@link TcpResponder}. */
  public UdpResponder(Socket socket, Exchange exchange, StopFlag stop, StreamCounters counters) {
    this.socket = socket;
    this.exchange = exchange;
    this.stop = stop;
    this.counters = counters;
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    // a byte more, so that a datagram that is too long is known
    Messages messages = new Messages(exchange.largest() + 1, exchange.spin(), stop);
    stop.ready();
    while (!stop.isStopped()) {
      int got = messages.receive(socket.fd(), exchange.largest() + 1, Messages.NEVER);
      if (got == exchange.requestBytes()
          && messages.send(socket.fd(), exchange.responseBytes()) >= 0) {
        counters.add(exchange.bytes(), 1);
      }
    }
  }
}
