package dev.linerate.traffic;

import dev.linerate.linux.Connector;
import dev.linerate.linux.Sleep;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A new connection for each request and its response, one after another, until the stop (TCP_CRR).
 * A transaction's latency is from the begin of the connect to the response's last byte.
 */
public final class ConnectRequester implements TrafficLoop {
  private static final long RESPONSE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** After a failure: those who refuse are not asked as fast as they can refuse. */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Supplier<Connector> connectors;
  private final Exchange exchange;
  private final MeasuredTime measured;
  private final StopFlag stop;
  private final Transactions transactions;

  /**
   * A loop that makes its own connections.
   *
   * @param connectors asked once, by the loop's thread
   */
  public ConnectRequester(
      Supplier<Connector> connectors,
      Exchange exchange,
      MeasuredTime measured,
      StopFlag stop,
      Transactions transactions) {
    this.connectors = connectors;
    this.exchange = exchange;
    this.measured = measured;
    this.stop = stop;
    this.transactions = transactions;
  }

  @Override
  public void run() {
    Connector connector = connectors.get();
    Messages messages = new Messages(exchange.largest(), exchange.spin(), stop);
    Sleep sleep = new Sleep();
    stop.ready();
    Turns turns = new Turns(exchange.perSecond(), stop);
    while (turns.await()) {
      if (!transact(connector, messages, turns.take()) && !stop.isStopped()) {
        sleep.until(System.nanoTime() + NAP_NANOS);
      }
    }
  }

  /** Whether it ended well. */
  private boolean transact(Connector connector, Messages messages, long from) {
    int fd = connector.connect();
    if (fd < 0) {
      if (!stop.isStopped()) {
        transactions.unconnected();
      }
      return false;
    }
    boolean done = exchange(fd, messages);
    if (done) {
      transactions.done(System.nanoTime() - from, measured.has(from));
      // the server closes first, so that the ports of the closed connections wait there, not here
      messages.receiveAll(fd, 1, System.nanoTime() + RESPONSE_LIMIT_NANOS);
    } else if (!stop.isStopped()) {
      transactions.broken();
    }
    connector.close(fd);
    return done;
  }

  private boolean exchange(int fd, Messages messages) {
    long until = System.nanoTime() + RESPONSE_LIMIT_NANOS;
    return messages.sendAll(fd, exchange.requestBytes(), until) >= 0
        && messages.receiveAll(fd, exchange.responseBytes(), until) >= 0;
  }
}
