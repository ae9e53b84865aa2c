package dev.linerate.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A trial as a whole, omitted time left out; both directions together in a bidirectional trial.
 *
 * @param seconds measured time at the receiver
 * @param bytesSent payload bytes the sender handed over
 * @param bytesReceived payload bytes the receiver got: the goodput
 * @param retransmits TCP segments sent again
 * @param jitterMillis RFC 3550 jitter, mean over streams, ms
 * @param lost UDP datagrams that did not arrive
 * @param packets UDP datagrams sent
 * @param outOfOrder UDP datagrams that arrived late
 * @param senderCpuPercent CPU time of the sending process, % of one core
 * @param receiverCpuPercent CPU time of the receiving process, % of one core
 * @param transactions of a flow of requests and responses, whose payload is that of the requests
 */
public record Totals(
    double seconds,
    long bytesSent,
    long bytesReceived,
    OptionalLong retransmits,
    OptionalDouble jitterMillis,
    OptionalLong lost,
    OptionalLong packets,
    OptionalLong outOfOrder,
    OptionalDouble senderCpuPercent,
    OptionalDouble receiverCpuPercent,
    Optional<Transactions> transactions) {

  /** Of payload that went one way. */
  public Totals(
      double seconds,
      long bytesSent,
      long bytesReceived,
      OptionalLong retransmits,
      OptionalDouble jitterMillis,
      OptionalLong lost,
      OptionalLong packets,
      OptionalLong outOfOrder,
      OptionalDouble senderCpuPercent,
      OptionalDouble receiverCpuPercent) {
    this(
        seconds,
        bytesSent,
        bytesReceived,
        retransmits,
        jitterMillis,
        lost,
        packets,
        outOfOrder,
        senderCpuPercent,
        receiverCpuPercent,
        Optional.empty());
  }

  /** The same, of requests and responses. */
  public Totals withTransactions(Optional<Transactions> counted) {
    return new Totals(
        seconds,
        bytesSent,
        bytesReceived,
        retransmits,
        jitterMillis,
        lost,
        packets,
        outOfOrder,
        senderCpuPercent,
        receiverCpuPercent,
        counted);
  }

  /** Received bits per second: what the trial counts for. */
  public double bitsPerSecond() {
    return seconds > 0 ? bytesReceived * 8.0 / seconds : 0;
  }

  /** Both processes' CPU seconds per 10⁹ received bytes; empty where the tool reports no CPU. */
  public OptionalDouble cpuSecondsPerGigabyte() {
    if (senderCpuPercent.isEmpty() || receiverCpuPercent.isEmpty() || bytesReceived == 0) {
      return OptionalDouble.empty();
    }
    double cores = (senderCpuPercent.getAsDouble() + receiverCpuPercent.getAsDouble()) / 100;
    return OptionalDouble.of(cores * seconds / (bytesReceived / 1e9));
  }
}
