package dev.linerate.tool;

import dev.linerate.plan.Transaction;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Transactions;
import dev.linerate.unit.ByteCount;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What {@code linerate client --rr -J} says of requests and responses: iperf3's report with members
 * that begin with {@code linerate_}.
 */
final class JsonTransactions {
  private static final String TOTAL = "linerate_transactions";

  private JsonTransactions() {}

  /** What goes back and forth, as {@code start} says it; empty in any other report. */
  static Optional<Transaction> shape(JsonNode start) {
    JsonNode test = start.path("test_start");
    return JsonFields.text(test, "linerate_test")
        .map(name ->
            new Transaction(
                name.endsWith("crr") ? Transaction.Kind.CRR : Transaction.Kind.RR,
                size(test, "linerate_request"),
                size(test, "linerate_response")));
  }

  private static Optional<ByteCount> size(JsonNode test, String name) {
    OptionalLong bytes = JsonFields.count(test, name);
    return bytes.orElse(0) > 0 ? Optional.of(new ByteCount(bytes.getAsLong())) : Optional.empty();
  }

  /** What it came to, as {@code end} says it; empty where no transaction did. */
  static Optional<Transactions> figures(JsonNode end) {
    OptionalDouble rate = JsonFields.number(end.path(TOTAL), "per_second");
    JsonNode latency = end.path("linerate_latency");
    return rate.orElse(0) > 0
        ? Optional.of(
            new Transactions(
                rate.getAsDouble(),
                micros(latency, "min_us"),
                micros(latency, "mean_us"),
                micros(latency, "p50_us"),
                micros(latency, "p90_us"),
                micros(latency, "p99_us"),
                micros(latency, "p99_9_us"),
                micros(latency, "max_us")))
        : Optional.empty();
  }

  private static OptionalDouble micros(JsonNode latency, String name) {
    OptionalDouble value = JsonFields.number(latency, name);
    return value.orElse(-1) >= 0 ? value : OptionalDouble.empty();
  }

  /** The requests of the measured time as the one sample of a sender; empty where it cannot be. */
  static Optional<Interval> requests(JsonNode end, Transaction shape) {
    OptionalDouble seconds = JsonFields.number(end.path(TOTAL), "seconds");
    long done = JsonFields.count(end.path(TOTAL), "transactions").orElse(0);
    double bytes = (double) done * shape.request().map(ByteCount::bytes).orElse(1L);
    boolean sane =
        done > 0
            && seconds.orElse(0) > 0
            && seconds.getAsDouble() <= JsonSampleCheck.LONGEST
            && bytes <= JsonSampleCheck.MOST_BYTES;
    return sane
        ? Optional.of(
            count(seconds.getAsDouble(), Math.round(bytes), Side.SENDER).sample(End.SERVER))
        : Optional.empty();
  }

  /** What a side counted, or must have: each request that was answered has arrived. */
  static PeerCount count(double seconds, long bytes, Side side) {
    return new PeerCount(
        side,
        seconds,
        bytes,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
