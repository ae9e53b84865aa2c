package dev.linerate.traffic;

import dev.linerate.linux.Errno;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Socket;
import dev.linerate.linux.SystemCall;
import java.time.Duration;

/**
 * Requests and their responses as datagrams, one at a time, until the stop (UDP_RR). A response
 * that does not come in its time is lost; one that comes later is passed over.
 */
public final class UdpRequester implements TrafficLoop {
  /** How long a response is waited for. */
  public static final Duration RESPONSE_LIMIT = Duration.ofSeconds(1);

  private final Socket socket;
  private final Exchange exchange;
  private final MeasuredTime measured;
  private final StopFlag stop;
  private final Transactions transactions;
  private final long limitNanos;

  /** The socket is connected, and stays open when the loop has ended. */
  public UdpRequester(
      Socket socket,
      Exchange exchange,
      MeasuredTime measured,
      StopFlag stop,
      Transactions transactions) {
    this(socket, exchange, measured, stop, transactions, RESPONSE_LIMIT);
  }

  UdpRequester(
      Socket socket,
      Exchange exchange,
      MeasuredTime measured,
      StopFlag stop,
      Transactions transactions,
      Duration limit) {
    this.socket = socket;
    this.exchange = exchange;
    this.measured = measured;
    this.stop = stop;
    this.transactions = transactions;
    limitNanos = limit.toNanos();
  }

  @Override
  public void run() throws LinuxException {
    SocketLimits.set(socket);
    Messages messages = new Messages(exchange.largest(), exchange.spin(), stop);
    stop.ready();
    Turns turns = new Turns(exchange.perSecond(), stop);
    while (turns.await()) {
      long from = turns.take();
      int result = exchange(messages, turns.begun());
      if (result >= 0) {
        transactions.done(System.nanoTime() - from, measured.has(from));
      } else if (result != Messages.LATE) {
        throw new LinuxException(SystemCall.SENDTO, -result);
      } else if (!stop.isStopped()) {
        transactions.lost();
      }
    }
  }

  private int exchange(Messages messages, long number) {
    long until = System.nanoTime() + limitNanos;
    messages.number(number);
    int sent = messages.send(socket.fd(), exchange.requestBytes());
    if (sent < 0 && !isPassing(sent)) {
      return sent;
    }
    while (true) {
      int got = messages.receive(socket.fd(), exchange.largest(), until);
      if (got == exchange.responseBytes() && messages.number() == number) {
        return got;
      }
      if (got < 0 && !isPassing(got)) {
        return got;
      }
      // a stranger's flood of wrong responses does not hold up the end
      if (stop.isStopped() || System.nanoTime() - until >= 0) {
        return Messages.LATE;
      }
    }
  }

  /** A full queue; or a peer that was not there, which the control connection hears of. */
  private static boolean isPassing(int result) {
    return result == -Errno.EAGAIN
        || result == -Errno.EINTR
        || result == -Errno.ENOBUFS
        || result == -Errno.ECONNREFUSED;
  }
}
