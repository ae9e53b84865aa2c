package dev.linerate.imports;

import java.util.Map;
import java.util.OptionalDouble;

/** The units in which netperf gives a rate ({@code -f}), in bits a second. */
final class NetperfUnit {
  private static final double KIBI = 1024;
  private static final Map<String, Double> BITS =
      Map.of(
          "10^3bits/s",
          1e3,
          "10^6bits/s",
          1e6,
          "10^9bits/s",
          1e9,
          "KBytes/s",
          8 * KIBI,
          "MBytes/s",
          8 * KIBI * KIBI,
          "GBytes/s",
          8 * KIBI * KIBI * KIBI);

  private NetperfUnit() {}

  /** Empty when it is none of a bit rate, as {@code Trans/s}. */
  static OptionalDouble of(String word) {
    Double bits = BITS.get(word.strip().replaceFirst("/sec$", "/s"));
    return bits == null ? OptionalDouble.empty() : OptionalDouble.of(bits);
  }

  /** The first of a line of units; empty when there is none. */
  static OptionalDouble in(String line) {
    for (String word : line.strip().split("\\s+", -1)) {
      OptionalDouble unit = of(word);
      if (unit.isPresent()) {
        return unit;
      }
    }
    return OptionalDouble.empty();
  }
}
