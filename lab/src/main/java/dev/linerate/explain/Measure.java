package dev.linerate.explain;

import dev.linerate.result.Totals;
import java.util.Locale;
import java.util.OptionalDouble;

/** What of a trial an effect is of. */
public enum Measure {
  /** Received payload, bit/s; more is better. Effects are ratios. */
  BITRATE {
    @Override
    OptionalDouble of(Totals totals) {
      return OptionalDouble.of(totals.bitsPerSecond());
    }
  },
  /** Lost datagrams of those sent, 0 to 1; less is better. Effects are differences. */
  LOSS {
    @Override
    OptionalDouble of(Totals totals) {
      long sent = totals.packets().orElse(0);
      return totals.lost().isPresent() && sent > 0
          ? OptionalDouble.of(totals.lost().getAsLong() / (double) sent)
          : OptionalDouble.empty();
    }
  };

  /** {@code loss}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of one trial; empty where the tool did not count it. */
  abstract OptionalDouble of(Totals totals);
}
