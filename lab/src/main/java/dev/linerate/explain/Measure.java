package dev.linerate.explain;

import dev.linerate.result.Totals;
import java.util.Locale;
import java.util.OptionalDouble;

/** What of a trial an effect is of; more is better. */
public enum Measure {
  /** Received payload, bit/s. */
  BITRATE("") {
    @Override
    OptionalDouble of(Totals totals) {
      return OptionalDouble.of(totals.bitsPerSecond());
    }
  },
  /** Datagrams that arrived, of those sent: 0 to 1. */
  DELIVERY(" delivered of what is sent") {
    @Override
    OptionalDouble of(Totals totals) {
      long sent = totals.packets().orElse(0);
      return totals.lost().isPresent() && sent > 0
          ? OptionalDouble.of(1 - totals.lost().getAsLong() / (double) sent)
          : OptionalDouble.empty();
    }
  };

  private final String suffix;

  Measure(String suffix) {
    this.suffix = suffix;
  }

  /** {@code delivery}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands behind a percentage, where it is not the bit rate's. */
  String suffix() {
    return suffix;
  }

  /** Of one trial; empty where the tool did not count it. */
  abstract OptionalDouble of(Totals totals);
}
