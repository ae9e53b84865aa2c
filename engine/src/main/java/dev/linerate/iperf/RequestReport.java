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
  public RequestReport {
    intervals = List.copyOf(intervals);
  }

  public RequestResponse test() {
    return parameters.requestResponse().orElseThrow();
  }
}
