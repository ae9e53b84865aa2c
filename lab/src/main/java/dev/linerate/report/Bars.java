package dev.linerate.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Values as block characters, for terminals. */
public final class Bars {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * A bar.
   *
   * @param share of the highest, 0 to 1
   */
  public static char bar(double share) {
    int level = (int) Math.round(share * (BARS.length() - 1));
    return BARS.charAt(Math.clamp(level, 0, BARS.length() - 1));
  }

  /** A bar for each value; a space where there is none. */
  static String of(List<OptionalDouble> values, double highest) {
    return values.stream()
        .map(value -> value.isEmpty() ? " " : "" + bar(share(value.getAsDouble(), highest)))
        .collect(Collectors.joining());
  }

  private static double share(double value, double highest) {
    return highest > 0 ? value / highest : 0;
  }
}
