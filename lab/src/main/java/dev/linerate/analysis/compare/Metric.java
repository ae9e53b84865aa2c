package dev.linerate.analysis.compare;

import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A figure of a trial that two runs can be compared by. */
public enum Metric {
  /** Received payload, bit/s: what verdicts are of unless another is asked for. */
  BITRATE("bit rate", "bit/s", false),
  /** Lost datagrams, % of those sent. */
  LOSS("loss", "%", true),
  /** RFC 3550 jitter, ms. */
  JITTER("jitter", "ms", true),
  /** TCP segments sent again for each 10⁹ received bytes. */
  RETRANSMITS("retransmits", "per GB", true),
  /** CPU seconds of both processes for each 10⁹ received bytes. */
  CPU("CPU time", "s/GB", true),
  /** Transactions that ended a second, of requests and responses. */
  TRANSACTIONS("transactions", "trans/s", false),
  /** Latency that half of the transactions do not exceed, µs. */
  P50("latency p50", "µs", true),
  /** Latency that 99 % of the transactions do not exceed, µs. */
  P99("latency p99", "µs", true);

  private final String title;
  private final String unit;
  private final boolean lessIsBetter;

  Metric(String title, String unit, boolean lessIsBetter) {
    this.title = title;
    this.unit = unit;
    this.lessIsBetter = lessIsBetter;
  }

  /** For people: {@code CPU time}. */
  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  public boolean lessIsBetter() {
    return lessIsBetter;
  }

  /** A trial's figure; empty where the tool did not tell it. */
  OptionalDouble of(Totals totals) {
    return switch (this) {
      case BITRATE -> OptionalDouble.of(totals.bitsPerSecond());
      case LOSS -> lossPercent(totals);
      case JITTER -> totals.jitterMillis();
      case RETRANSMITS -> retransmits(totals);
      case CPU -> totals.cpuSecondsPerGigabyte();
      case TRANSACTIONS -> of(totals, t -> OptionalDouble.of(t.perSecond()));
      case P50 -> of(totals, Transactions::p50Micros);
      case P99 -> of(totals, Transactions::p99Micros);
    };
  }

  /** The word of the command line and of files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static OptionalDouble of(Totals totals, Function<Transactions, OptionalDouble> figure) {
    return totals.transactions().map(figure).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble lossPercent(Totals totals) {
    OptionalLong lost = totals.lost();
    long packets = totals.packets().orElse(0);
    return lost.isPresent() && packets > 0
        ? OptionalDouble.of(Math.max(0, 100.0 * lost.getAsLong() / packets))
        : OptionalDouble.empty();
  }

  private static OptionalDouble retransmits(Totals totals) {
    OptionalLong again = totals.retransmits();
    return again.isPresent() && totals.bytesReceived() > 0
        ? OptionalDouble.of(again.getAsLong() / (totals.bytesReceived() / 1e9))
        : OptionalDouble.empty();
  }
}
