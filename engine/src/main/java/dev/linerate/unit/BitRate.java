package dev.linerate.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rate in bits per second; prefixes are decimal, as on a link: 1 Gbit/s = 10⁹ bit/s. */
public record BitRate(double bitsPerSecond) implements Comparable<BitRate> {
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(?:bits?(?:/s|/sec|ps)?)?", Pattern.CASE_INSENSITIVE);
  private static final String[] NAMES = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};

  /** No limit: iperf3's {@code -b 0}. */
  public static final BitRate UNLIMITED = new BitRate(0);

  public BitRate {
    if (!(bitsPerSecond >= 0) || Double.isInfinite(bitsPerSecond)) {
      throw new IllegalArgumentException("a bit rate is a finite number ≥ 0, not " + bitsPerSecond);
    }
  }

  /**
   * Reads {@code 1gbit}, {@code 920M}, {@code 10 Gbit/s}, {@code 250000}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static BitRate parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no bit rate; write for example 920M or 1gbit");
    }
    int power =
        " kmgt".indexOf(m.group(2).isEmpty() ? ' ' : Character.toLowerCase(m.group(2).charAt(0)));
    return new BitRate(Double.parseDouble(m.group(1)) * Math.pow(1000, power));
  }

  public static BitRate of(long bytes, double seconds) {
    return new BitRate(seconds > 0 ? bytes * 8.0 / seconds : 0);
  }

  public boolean isUnlimited() {
    return bitsPerSecond == 0;
  }

  public BitRate times(double factor) {
    return new BitRate(bitsPerSecond * factor);
  }

  /** Three significant digits and the unit, {@code 9.41 Gbit/s}. */
  @Override
  public String toString() {
    int power = power();
    return digits(power, 0) + " " + NAMES[power];
  }

  /** The unit {@link #toString} would choose: {@code Gbit/s}. */
  public String unitName() {
    return NAMES[power()];
  }

  /** The number alone, in the unit {@code unitName}: so that a column can share one unit. */
  public String in(String unitName) {
    return digits(power(unitName), 0);
  }

  /** The same with one digit more, for a rate that is computed and not measured: {@code 909.0}. */
  public String fine(String unitName) {
    return digits(power(unitName), 1);
  }

  private static int power(String unitName) {
    for (int power = 0; power < NAMES.length; power++) {
      if (NAMES[power].equals(unitName)) {
        return power;
      }
    }
    throw new IllegalArgumentException("no unit " + unitName);
  }

  /** For a rate that was chosen, not measured: {@code 1 Gbit/s}, {@code 2.5 Gbit/s}. */
  public String nominal() {
    int power = power();
    String number = String.format(Locale.ROOT, "%.3f", bitsPerSecond / Math.pow(1000, power));
    return number.replaceFirst("\\.?0+$", "") + " " + NAMES[power];
  }

  /** Four significant digits at least, for rates that lie close together: {@code 950.3 Mbit/s}. */
  public String precise() {
    int power = power();
    double value = bitsPerSecond / Math.pow(1000, power);
    int decimals = value >= 100 ? 1 : value >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, NAMES[power]);
  }

  /** As tc and iperf3 take it: whole bits per second. */
  public String plain() {
    return String.format(Locale.ROOT, "%.0f", bitsPerSecond);
  }

  private int power() {
    int power = 0;
    double value = bitsPerSecond;
    while (value >= 999.5 && power < NAMES.length - 1) {
      value /= 1000;
      power++;
    }
    return power;
  }

  private String digits(int power, int more) {
    double value = bitsPerSecond / Math.pow(1000, power);
    int decimals = value >= 99.95 || value == 0 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + (decimals + more) + "f", value);
  }

  @Override
  public int compareTo(BitRate other) {
    return Double.compare(bitsPerSecond, other.bitsPerSecond);
  }
}
