package dev.linerate.imports;

import dev.linerate.result.Transactions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What netperf says of transactions: a rate, and latencies in µs where it was asked for them
 * ({@code -j} and their selectors).
 */
final class NetperfTransactions {
  private static final double MICROS = 1e6;

  private NetperfTransactions() {}

  /** The rate alone, as banners have it. */
  static Transactions rate(double perSecond) {
    OptionalDouble untold = OptionalDouble.empty();
    return new Transactions(perSecond, untold, untold, untold, untold, untold, untold, untold);
  }

  /** From an omni test's values; empty where none of them says the rate. */
  static Optional<Transactions> of(Map<String, String> values) {
    OptionalDouble rate = rate(values);
    return rate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Transactions(
                rate.getAsDouble(),
                latency(values, "MIN_LATENCY"),
                mean(values),
                latency(values, "P50_LATENCY"),
                latency(values, "P90_LATENCY"),
                latency(values, "P99_LATENCY"),
                OptionalDouble.empty(),
                latency(values, "MAX_LATENCY")));
  }

  /** Throughput in any other unit than transactions is none. */
  private static OptionalDouble rate(Map<String, String> values) {
    OptionalDouble rate = number(values, "TRANSACTION_RATE");
    if (rate.isPresent()) {
      return rate;
    }
    boolean counted = values.getOrDefault("THROUGHPUT_UNITS", "Trans/s").startsWith("Trans");
    OptionalDouble throughput = number(values, "THROUGHPUT");
    if (counted && throughput.isPresent()) {
      return throughput;
    }
    OptionalDouble roundTrip = number(values, "RT_LATENCY");
    return roundTrip.orElse(0) > 0
        ? OptionalDouble.of(MICROS / roundTrip.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Of the histogram; else time by transactions. */
  private static OptionalDouble mean(Map<String, String> values) {
    OptionalDouble mean = latency(values, "MEAN_LATENCY");
    return mean.isPresent() ? mean : latency(values, "RT_LATENCY");
  }

  /** Where it did not keep a histogram netperf says −1, and 0 of what took no microsecond. */
  private static OptionalDouble latency(Map<String, String> values, String key) {
    OptionalDouble micros = number(values, key);
    return micros.orElse(-1) >= 0 ? micros : OptionalDouble.empty();
  }

  private static OptionalDouble number(Map<String, String> values, String key) {
    return NetperfLog.number(values.getOrDefault(key, ""));
  }
}
