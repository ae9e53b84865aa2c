package dev.linerate.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with iperf3's suffixes: K, M, G, T, powers of 1024 for bytes and of 1000 for rates. */
final class IperfQuantity {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([KMGTkmgt]?)");

  private IperfQuantity() {}

  /** {@code 128K} is 131072. */
  static long bytes(String text) {
    return parse(text, 1024);
  }

  /** {@code 10M} is 10,000,000 bits a second. */
  static long rate(String text) {
    return parse(text, 1000);
  }

  private static long parse(String text, int base) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no number with one of the suffixes K, M, G, T");
    }
    int power = form.group(2).isEmpty() ? 0 : "kmgt".indexOf(lower(form.group(2))) + 1;
    BigDecimal value = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(base).pow(power));
    if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("\"" + text + "\" is too large");
    }
    return value.longValue();
  }

  private static String lower(String letter) {
    return letter.toLowerCase(Locale.ROOT);
  }

  /** A type of service: decimal, 0x hexadecimal or 0 octal, as strtol(3) reads it. */
  static int typeOfService(String text) {
    int value;
    try {
      value = Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no type of service", e);
    }
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("a type of service is 0 to 255, not " + text);
    }
    return value;
  }
}
