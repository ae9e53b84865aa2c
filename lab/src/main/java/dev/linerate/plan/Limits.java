package dev.linerate.plan;

import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.time.Duration;

/**
 * The ranges of a plan's values. docs/schema/plan.schema.json says the same; a test compares them.
 *
 * <p>Those of flows are iperf3's own (iperf_api.h), so that no plan is refused in mid-run.
 */
public final class Limits {
  static final Range<Integer> HOSTS = new Range<>("2", "64", Limits::count);
  static final Range<Integer> REPEAT = new Range<>("1", "1000", Limits::count);
  public static final Range<BitRate> LINK_RATE = new Range<>("1mbit", "400gbit", BitRate::parse);

  /** From the least MTU that IPv4 hosts must take (RFC 1122) to jumbo frames. */
  public static final Range<Integer> MTU = new Range<>("576", "9216", Limits::count);

  static final Range<Integer> STREAMS = new Range<>("1", "128", Limits::count);
  public static final Range<BitRate> RATE = new Range<>("1kbit", "400gbit", BitRate::parse);

  /** Of lost datagrams. */
  static final Range<Double> LOSS_RATIO = new Range<>("0", "0.5", Limits::share);

  static final Range<ByteCount> TCP_LENGTH = new Range<>("1", "1MiB", ByteCount::parse);

  /** iperf3's header at least; at most what IPv4 carries: 65535 − 20 − 8. */
  static final Range<ByteCount> UDP_LENGTH = new Range<>("16", "65507", ByteCount::parse);

  static final Range<ByteCount> WINDOW = new Range<>("1KiB", "512MiB", ByteCount::parse);
  static final Range<Integer> MSS = new Range<>("88", "9216", Limits::count);
  public static final Range<Duration> DURATION = new Range<>("100ms", "24h", Durations::parse);
  static final Range<Duration> OMIT = new Range<>("0s", "600s", Limits::wholeSeconds);
  static final Range<Duration> INTERVAL = new Range<>("100ms", "60s", Durations::parse);

  /** Half of a confidence interval against the median. */
  static final Range<Double> PRECISION = new Range<>("0.1%", "50%", Limits::percent);

  static final Range<Duration> BUDGET = new Range<>("1s", "24h", Durations::parse);

  /** Samples a second; more would disturb what is measured. */
  static final Range<Double> TELEMETRY_RATE = new Range<>("0", "100", Limits::rate);

  /** Cases of one plan, after networks × placements × flows. */
  static final int CASES = 1000;

  private Limits() {}

  private static int count(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Quote.of(text) + " is no whole number", e);
    }
  }

  private static double share(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no share; write for example 0.001", e);
    }
  }

  /** {@code 2%}; the sign is part of it, so that nobody takes 0.02 for two hundredths of 1 %. */
  private static double percent(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,6})?\\s?%")) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no percentage; write for example 2%");
    }
    return Double.parseDouble(text.replace("%", "").strip()) / 100;
  }

  /** Samples a second, as a plan or a flag has it. */
  private static double rate(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(Quote.of(text) + " is no number of samples a second");
    }
    return Double.parseDouble(text);
  }

  /** Both ends count the omitted time, and the protocol has whole seconds only. */
  private static Duration wholeSeconds(String text) {
    Duration duration = Durations.parse(text);
    if (!isWhole(duration)) {
      throw new IllegalArgumentException(Quote.of(text) + " is no whole number of seconds");
    }
    return duration;
  }

  /** Whether iperf3's -t can have it: it would silently drop a fraction of a second. */
  static boolean isWhole(Duration duration) {
    return duration.toMillis() % 1000 == 0;
  }
}
