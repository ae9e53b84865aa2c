package dev.linerate.traffic;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SystemCall;
import java.util.concurrent.TimeUnit;

/** Requests and their responses over one connection, until the stop (TCP_RR). */
public final class TcpRequester implements TrafficLoop {
  /** A peer that answers later than this has broken off. */
  private static final long RESPONSE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Socket socket;
  private final Exchange exchange;
  private final MeasuredTime measured;
  private final StopFlag stop;
  private final Transactions transactions;

  /** The socket stays open when the loop has ended. */
  public TcpRequester(
      Socket socket,
      Exchange exchange,
      MeasuredTime measured,
      StopFlag stop,
      Transactions transactions) {
    this.socket = socket;
    this.exchange = exchange;
    this.measured = measured;
    this.stop = stop;
    this.transactions = transactions;
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    Messages messages = new Messages(exchange.largest(), exchange.spin(), stop);
    stop.ready();
    Turns turns = new Turns(exchange.perSecond(), stop);
    while (turns.await()) {
      long from = turns.take();
      int result = exchange(messages);
      if (result >= 0) {
        transactions.done(System.nanoTime() - from, measured.has(from));
      } else if (!stop.isStopped()) {
        transactions.broken();
        throw failure(result);
      }
    }
  }

  private int exchange(Messages messages) {
    long until = System.nanoTime() + RESPONSE_LIMIT_NANOS;
    int sent = messages.sendAll(socket.fd(), exchange.requestBytes(), until);
    return sent < 0 ? sent : messages.receiveAll(socket.fd(), exchange.responseBytes(), until);
  }

  private static LinuxException failure(int result) {
    return switch (result) {
      case Messages.END -> new LinuxException(SystemCall.RECVFROM, Errno.ECONNRESET);
      case Messages.LATE -> new LinuxException(SystemCall.RECVFROM, Errno.ETIMEDOUT);
      default -> new LinuxException(SystemCall.RECVFROM, -result);
    };
  }
}
