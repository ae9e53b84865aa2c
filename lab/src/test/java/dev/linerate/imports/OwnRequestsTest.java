package dev.linerate.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Totals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code linerate client --rr -J} prints. */
class OwnRequestsTest {
  private static final String REPORT =
      """
      {
        "start" : {
          "version" : "linerate 0.1.0",
          "timestamp" : { "timesecs" : 1795484000 },
          "connecting_to" : { "host" : "10.0.0.2", "port" : 5201 },
          "test_start" : {
            "protocol" : "UDP", "omit" : 0, "duration" : 2,
            "linerate_test" : "udp_rr", "linerate_request" : 64, "linerate_response" : 128,
            "linerate_rate" : 0, "linerate_spin" : false
          }
        },
        "intervals" : [ { "linerate_transactions" : { "start" : 0, "end" : 1, "seconds" : 1,
          "transactions" : 20100, "per_second" : 20100, "lost" : 0, "omitted" : false } } ],
        "end" : {
          "linerate_transactions" : { "start" : 0, "end" : 2, "seconds" : 2,
            "transactions" : 40200, "per_second" : 20100, "lost" : 0, "connect_failures" : 0,
            "broken" : 0, "omitted" : false },
          "linerate_latency" : { "counts_from" : "begin", "count" : 40200, "min_us" : 31.5,
            "mean_us" : 49.1, "p50_us" : 47.2, "p90_us" : 60.1, "p99_us" : 81, "p99_9_us" : 140.2,
            "max_us" : 600 },
          "linerate_answered" : 40200
        }
      }
      """;

  @Test
  void itIsACaseOfTransactionsByLinerate() {
    Logs logs = new Logs(Logs.on("vxlan"));
    CaseRecord record = logs.add("rr.json", REPORT).run().cases().getFirst();

    assertThat(logs.problems()).isEmpty();
    assertThat(record.spec().label()).isEqualTo("vxlan cross-host udp rr 64/128 B");
    assertThat(record.tool()).isEqualTo("builtin");
    Totals totals = record.trials().getFirst().totals().orElseThrow();
    assertThat(totals.seconds()).isEqualTo(2);
    assertThat(totals.bytesReceived()).isEqualTo(40_200 * 64);
    assertThat(totals.transactions().orElseThrow().perSecond()).isEqualTo(20_100);
    assertThat(totals.transactions().orElseThrow().p999Micros()).hasValue(140.2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"transactions\" : -5",
        "\"transactions\" : 1e300",
        "\"per_second\" : \"many\"",
        "\"seconds\" : 0"
      })
  void figuresThatCannotBeAreAProblem(String member) {
    String name = member.substring(0, member.indexOf(':'));
    int end = REPORT.indexOf("\"end\" : {");
    String spoilt =
        REPORT.substring(0, end) + REPORT.substring(end).replaceFirst(name + ": [0-9]+", member);
    Logs logs = new Logs();

    assertThat(logs.add("rr.json", spoilt).finish()).isEmpty();
    assertThat(logs.problems()).anyMatch(p -> p.endsWith("without its figures"));
  }
}
