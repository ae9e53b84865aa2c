package dev.linerate.traffic;

import dev.linerate.linux.Acceptor;
import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SystemCall;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Accepts connections of one peer, one after another, and answers one request on each. */
public final class ConnectResponder implements TrafficLoop {
  /** A connection that brings no request holds the next ones up no longer. */
  private static final long REQUEST_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Socket listener;
  private final InetAddress peer;
  private final Exchange exchange;
  private final StopFlag stop;
  private final StreamCounters counters;

  /** The listener stays open when the loop has ended. */
  public ConnectResponder(
      Socket listener,
      InetAddress peer,
      Exchange exchange,
      StopFlag stop,
      StreamCounters counters) {
    this.listener = listener;
    this.peer = peer;
    this.exchange = exchange;
    this.stop = stop;
    this.counters = counters;
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(listener);
    listener.nonBlocking(exchange.spin());
    Acceptor acceptor = new Acceptor(listener, peer);
    Messages messages = new Messages(exchange.largest(), exchange.spin(), stop);
    stop.ready();
    while (!stop.isStopped()) {
      int fd = acceptor.accept();
      if (fd >= 0) {
        answer(fd, messages);
        acceptor.close(fd);
      } else if (!isPassing(-fd)) {
        throw new LinuxException(SystemCall.ACCEPT4, -fd);
      }
    }
  }

  /** Nobody came in the time a look takes, or went again at once. */
  private static boolean isPassing(int errno) {
    return errno == Errno.EAGAIN || errno == Errno.EINTR || errno == Errno.ECONNABORTED;
  }

  private void answer(int fd, Messages messages) {
    long until = System.nanoTime() + REQUEST_LIMIT_NANOS;
    if (messages.receiveAll(fd, exchange.requestBytes(), until) >= 0
        && messages.sendAll(fd, exchange.responseBytes(), until) >= 0) {
      counters.add(exchange.bytes(), 1);
    }
  }
}
