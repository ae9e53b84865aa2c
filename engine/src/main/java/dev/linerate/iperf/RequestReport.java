package dev.linerate.iperf;

import dev.linerate.traffic.Latencies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client's test of requests came to.
 *
 * @param parameters of the test; its requests are {@link #test}
 * @param total the measured time as a whole
 * @param latencies at a rate from the instant a request was due, otherwise from when it began
 * @param answered requests that the server answered, in the omitted time too, as it says
 * @param error why it broke off, when it did
 */
public record RequestReport(
    Endpoint server,
    Instant time,
    Parameters parameters,
    List<TransactionInterval> intervals,
    TransactionInterval total,
    Latencies latencies,
    OptionalLong answered,
    Optional<String> error) {
  private static final double ENOUGH = 0.99;

  public RequestReport {
    intervals = List.copyOf(intervals);
  }

  public RequestResponse test() {
    return parameters.requestResponse().orElseThrow();
  }

  /**
   * Whether as many transactions came to an end as the rate asks for, but for a hundredth of them;
   * where it is false, those that did not come about are not in the latencies.
   */
  public boolean keptRate() {
    double seconds = total.endSeconds() - total.startSeconds();
    double ended = total.counts().done() + total.counts().failed();
    return ended + 1 >= ENOUGH * test().perSecond() * seconds;
  }
}
