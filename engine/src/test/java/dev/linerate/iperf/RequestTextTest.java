package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.traffic.Latencies;
import dev.linerate.traffic.TransactionCounts;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestTextTest {
  private static final Endpoint SERVER = new Endpoint("10.0.0.2", 5201);
  private static final Latencies SOME =
      new Latencies(2000, 9_000, 20_123.4, 20_000, 30_000, 40_040, 123_456, 1_000_000);

  @Test
  void oneAfterAnother() {
    assertThat(text(parameters(0), new TransactionCounts(2000, 0, 0, 0), SOME))
        .isEqualTo(
            """
            Connected to host 10.0.0.2, port 5201
            TCP_RR over one connection: requests of 64 bytes, responses of 64, one after another
            Interval           Transactions  per second
              0.00-2.00   sec          2000        1000
            - - - - - - - - - - - - - - - - - - - - - - - - -
              0.00-2.00   sec          2000        1000  total
            Latency, µs, closed loop: a slow response delays the requests after it; their waiting is not in it
              p50 20.0  p90 30.0  p99 40.0  p99.9 123.5  max 1000.0
            """);
  }

  @Test
  void atARateThatWasKept() {
    assertThat(text(parameters(1000), new TransactionCounts(1980, 0, 0, 0), SOME))
        .contains("responses of 64, 1000 a second", "from when a request was due")
        .doesNotContain("not reached");
  }

  @Test
  void atARateThatWasNotReached() {
    assertThat(text(parameters(1000), new TransactionCounts(1900, 0, 0, 0), SOME))
        .contains("The rate was not reached");
  }

  @Test
  void whatFailedIsCountedAndNoPercentileIsMadeUp() {
    assertThat(
            text(
                parameters(0),
                new TransactionCounts(0, 1, 2, 3),
                new Latencies(0, 0, 0, 0, 0, 0, 0, 0)))
        .contains("1 lost  2 not connected  3 broken", "No response was measured")
        .doesNotContain("p50");
  }

  @Test
  void aTitleIsBeforeEachLine() {
    Parameters titled =
        parameters(0)
            .withLabels(
                new Labels(
                    Optional.of("night"), Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(text(titled, new TransactionCounts(1, 0, 0, 0), SOME).lines())
        .allMatch(line -> line.startsWith("night:  "));
  }

  private static Parameters parameters(int rate) {
    return Parameters.of(Protocol.TCP)
        .withAmount(Amount.of(Duration.ofSeconds(2)))
        .withRequestResponse(RequestResponse.of(RequestResponse.Kind.TCP).withRate(rate));
  }

  private static String text(Parameters parameters, TransactionCounts counts, Latencies latencies) {
    TransactionInterval whole = new TransactionInterval(0, 2, counts, false);
    StringWriter out = new StringWriter();
    RequestText text = new RequestText(out);
    text.started(SERVER, parameters);
    text.interval(whole);
    text.ended(
        new RequestReport(
            SERVER,
            Instant.EPOCH,
            parameters,
            List.of(whole),
            whole,
            latencies,
            OptionalLong.empty(),
            Optional.empty()));
    return out.toString();
  }
}
