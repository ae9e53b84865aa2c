package dev.linerate.imports;

import dev.linerate.plan.Protocol;
import dev.linerate.result.Transactions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** The named values of one omni test. */
final class NetperfOmni {
  private static final int MOST = 2000;

  /** What netperf measures for, s, unless it is told. */
  private static final double USUAL_SECONDS = 10;

  /** Selectors whose headings are not their names in words. */
  private static final Map<String, String> HEADINGS =
      Map.of(
          "50TH_PERCENTILE_LATENCY_MICROSECONDS", "P50_LATENCY",
          "90TH_PERCENTILE_LATENCY_MICROSECONDS", "P90_LATENCY",
          "99TH_PERCENTILE_LATENCY_MICROSECONDS", "P99_LATENCY",
          "MEAN_LATENCY_MICROSECONDS", "MEAN_LATENCY",
          "MINIMUM_LATENCY_MICROSECONDS", "MIN_LATENCY",
          "MAXIMUM_LATENCY_MICROSECONDS", "MAX_LATENCY",
          "ROUND_TRIP_LATENCY_USEC_TRAN", "RT_LATENCY",
          "TRANSACTION_RATE_TRAN_S", "TRANSACTION_RATE",
          "REQUEST_SIZE_BYTES", "REQUEST_SIZE",
          "RESPONSE_SIZE_BYTES", "RESPONSE_SIZE");

  /** Of these a line of headings has one at least: each says how much there was. */
  private static final Set<String> RESULTS = Set.of("THROUGHPUT", "TRANSACTION_RATE", "RT_LATENCY");

  private final long line;
  private final Map<String, String> values = new HashMap<>();
  private Optional<List<String>> header = Optional.empty();

  /**
   * @param line on which its values begin
   */
  NetperfOmni(long line) {
    this.line = line;
  }

  long line() {
    return line;
  }

  /** Whether a line is headings of {@code -o}. */
  static boolean isHeader(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(NetperfOmni::selector)
        .anyMatch(RESULTS::contains);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** As {@code -k} writes them. */
  void put(String key, String value) {
    if (values.size() < MOST) {
      values.put(key, value.strip());
    }
  }

  /** A header, or the values under it; false when it is neither. */
  boolean csv(String text) {
    List<String> fields = List.of(text.strip().split(",", -1));
    if (header.isEmpty()) {
      header = Optional.of(fields.stream().map(NetperfOmni::selector).toList());
      return true;
    }
    List<String> names = header.get();
    if (text.isBlank() || !values.isEmpty() || fields.size() > names.size()) {
      return false;
    }
    for (int i = 0; i < Math.min(names.size(), fields.size()); i++) {
      put(names.get(i), fields.get(i));
    }
    return true;
  }

  /** {@code -o}'s headings are the selectors' names in words: {@code Elapsed Time (sec)}. */
  private static String selector(String heading) {
    String name =
        heading
            .replaceAll("\\(.*?\\)|%", "")
            .strip()
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9]+", "_");
    return HEADINGS.getOrDefault(name, name);
  }

  /** Gives the test what they say. */
  void finish(NetperfTest test, Tests tests) {
    if (values.getOrDefault("PROTOCOL", "").equalsIgnoreCase("UDP")) {
      test.protocol(Protocol.UDP);
    }
    String direction = values.getOrDefault("DIRECTION", "");
    if (direction.startsWith("Rec")) {
      test.reverse(true);
    }
    String units = values.getOrDefault("THROUGHPUT_UNITS", "10^6bits/s");
    OptionalDouble unit = NetperfUnit.of(units);
    if (test.isOfTransactions() || units.startsWith("Trans") || direction.contains("|")) {
      transactions(test, tests);
    } else if (unit.isEmpty()) {
      tests.problem(line, "a unit that is no bit rate: " + units);
    } else {
      interim(test, tests);
      total(test, unit.getAsDouble(), tests);
    }
  }

  private void transactions(NetperfTest test, Tests tests) {
    Optional<Transactions> told = NetperfTransactions.of(values);
    if (told.isEmpty()) {
      tests.problem(line, "no THROUGHPUT, TRANSACTION_RATE or RT_LATENCY among its values");
      return;
    }
    OptionalDouble seconds = number("ELAPSED_TIME");
    if (seconds.isEmpty()) {
      tests.problem(line, "no ELAPSED_TIME among its values: taken as 10 s, netperf's usual time");
    }
    test.sizes(positive("REQUEST_SIZE"), positive("RESPONSE_SIZE"));
    test.transactions(told.get(), seconds.orElse(USUAL_SECONDS))
        .ifPresent(why -> tests.problem(line, why));
  }

  private void total(NetperfTest test, double unit, Tests tests) {
    OptionalDouble rate = number("THROUGHPUT");
    OptionalDouble seconds = number("ELAPSED_TIME");
    if (rate.isEmpty() || seconds.isEmpty()) {
      tests.problem(line, "no THROUGHPUT and ELAPSED_TIME among its values");
      return;
    }
    double bytes = unit * seconds.getAsDouble() / 8;
    String own = test.isReverse() ? "LOCAL_RECV_THROUGHPUT" : "LOCAL_SEND_THROUGHPUT";
    OptionalDouble arrived = number("REMOTE_RECV_THROUGHPUT");
    OptionalDouble received = arrived.isEmpty() && !test.isUdp() ? rate : arrived;
    test.total(
            seconds.getAsDouble(),
            number(own).orElse(rate.getAsDouble()) * bytes,
            received.isPresent()
                ? OptionalDouble.of(received.getAsDouble() * bytes)
                : OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            whole("LOCAL_TRANSPORT_RETRANS"))
        .ifPresent(why -> tests.problem(line, why));
  }

  /** {@code -D}: {@code NETPERF_INTERIM_RESULT[0]=…} and its fellows. */
  private void interim(NetperfTest test, Tests tests) {
    for (int i = 0; has("NETPERF_INTERIM_RESULT[" + i + "]"); i++) {
      String at = "[" + i + "]";
      OptionalDouble rate = number("NETPERF_INTERIM_RESULT" + at);
      OptionalDouble seconds = number("NETPERF_INTERVAL" + at);
      OptionalDouble unit = NetperfUnit.of(values.getOrDefault("NETPERF_UNITS" + at, "10^6bits/s"));
      if (rate.isPresent() && seconds.isPresent() && unit.isPresent()) {
        test.interim(rate.getAsDouble() * unit.getAsDouble(), seconds.getAsDouble())
            .ifPresent(why -> tests.problem(line, why));
      }
    }
  }

  private OptionalLong positive(String key) {
    OptionalLong value = whole(key);
    return value.orElse(0) > 0 ? value : OptionalLong.empty();
  }

  private OptionalDouble number(String key) {
    return NetperfLog.number(values.getOrDefault(key, ""));
  }

  private OptionalLong whole(String key) {
    OptionalDouble value = number(key);
    return value.orElse(-1) >= 0
        ? OptionalLong.of(Math.round(value.getAsDouble()))
        : OptionalLong.empty();
  }
}
