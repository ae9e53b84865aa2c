package dev.linerate.iperf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * The units of iperf3's text output, chosen by {@code -f}: bits in powers of 1000 for the
 * lower-case letters, bytes in powers of 1024 for the upper-case ones.
 */
public enum TextUnit {
  /** Bits, in the largest unit of which there is at least one; the default. */
  ADAPTIVE_BITS('a', false, -1),
  ADAPTIVE_BYTES('A', true, -1),
  KILOBITS('k', false, 1),
  MEGABITS('m', false, 2),
  GIGABITS('g', false, 3),
  TERABITS('t', false, 4),
  KILOBYTES('K', true, 1),
  MEGABYTES('M', true, 2),
  GIGABYTES('G', true, 3),
  TERABYTES('T', true, 4);

  private static final String[] BITS = {"bits", "Kbits", "Mbits", "Gbits", "Tbits"};
  private static final String[] BYTES = {"Bytes", "KBytes", "MBytes", "GBytes", "TBytes"};

  private final char letter;
  private final boolean inBytes;
  private final int power;

  TextUnit(char letter, boolean inBytes, int power) {
    this.letter = letter;
    this.inBytes = inBytes;
    this.power = power;
  }

  /**
   * The unit of {@code -f}'s letter.
   *
   * @throws IllegalArgumentException when it has none
   */
  public static TextUnit of(char letter) {
    for (TextUnit unit : values()) {
      if (unit.letter == letter) {
        return unit;
      }
    }
    throw new IllegalArgumentException(
        "'" + letter + "' is no unit; use one of k, m, g, t, K, M, G, T");
  }

  /** About three significant digits and the unit: {@code 12.0 MBytes}, {@code 101 Mbits}. */
  String format(double bytes) {
    int base = inBytes ? 1024 : 1000;
    double value = inBytes ? bytes : bytes * 8;
    int reached = 0;
    while (power < 0 ? value >= base && reached < BITS.length - 1 : reached < power) {
      value /= base;
      reached++;
    }
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    BigDecimal digits = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN); // as C
    return String.format(
        Locale.ROOT, "%4s %s", digits.toPlainString(), (inBytes ? BYTES : BITS)[reached]);
  }
}
