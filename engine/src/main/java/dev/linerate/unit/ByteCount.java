package dev.linerate.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes; prefixes are binary, as iperf3 writes them: 1 KByte = 1024 bytes. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(?:i?b|bytes?)?", Pattern.CASE_INSENSITIVE);
  private static final String[] NAMES = {"B", "KiB", "MiB", "GiB", "TiB"};

  public ByteCount {
    if (bytes < 0) {
      throw new IllegalArgumentException("a byte count is ≥ 0, not " + bytes);
    }
  }

  /**
   * Reads {@code 8192}, {@code 128K}, {@code 4MiB}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static ByteCount parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no size; write for example 8192 or 128K");
    }
    int power =
        " kmgt".indexOf(m.group(2).isEmpty() ? ' ' : Character.toLowerCase(m.group(2).charAt(0)));
    return new ByteCount(Math.round(Double.parseDouble(m.group(1)) * Math.pow(1024, power)));
  }

  /** Three significant digits and the binary unit, {@code 1.05 GiB}. */
  @Override
  public String toString() {
    int power = 0;
    double value = bytes;
    while (value >= 1000 && power < NAMES.length - 1) {
      value /= 1024;
      power++;
    }
    int decimals = power == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, NAMES[power]);
  }

  @Override
  public int compareTo(ByteCount other) {
    return Long.compare(bytes, other.bytes);
  }
}
