package dev.linerate.tool;

/**
 * A number with a prefix as iperf3 prints it, {@code 84.8 KBytes}, with a comma in some locales,
 * and what it may have been before it was rounded.
 *
 * @param value as printed, bytes or bits a second
 * @param half half a unit of the last printed digit
 */
record TextQuantity(double value, double half) {
  /** A decimal number, for a pattern. More digits than these nothing that was measured has. */
  static final String NUMBER = "\\d{1,12}(?:[.,]\\d{1,9})?";

  /** Of so many digits every whole number is a double, so that one division rounds only once. */
  private static final int EXACT_DIGITS = 15;

  private static final int DECIMAL = 1000;
  private static final int BINARY = 1024;

  /** As {@link Double#parseDouble} does, five times as fast: there are millions of them. */
  static double number(String digits) {
    long whole = 0;
    int decimals = 0;
    boolean fraction = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '.' || c == ',') {
        fraction = true;
      } else {
        whole = whole * 10 + (c - '0');
        decimals += fraction ? 1 : 0;
      }
    }
    return digits.length() > EXACT_DIGITS
        ? Double.parseDouble(digits.replace(',', '.'))
        : whole / Math.pow(10, decimals);
  }

  /** Bytes; iperf3's prefixes of bytes are binary, 1 KByte = 1024 bytes. */
  static TextQuantity bytes(String digits, String prefix) {
    return of(digits, Math.pow(BINARY, power(prefix)));
  }

  /**
   * Bits a second; decimal prefixes of bits, 1 kbit/s = 1000 bit/s, and binary ones of bytes
   * ({@code -f M}).
   */
  static TextQuantity rate(String digits, String prefix, boolean bytes) {
    return of(
        digits, bytes ? 8 * Math.pow(BINARY, power(prefix)) : Math.pow(DECIMAL, power(prefix)));
  }

  private static TextQuantity of(String digits, double unit) {
    int point = Math.max(digits.indexOf('.'), digits.indexOf(','));
    int decimals = point < 0 ? 0 : digits.length() - point - 1;
    return new TextQuantity(number(digits) * unit, Math.pow(10, -decimals) * unit / 2);
  }

  private static int power(String prefix) {
    return prefix.isEmpty() ? 0 : "KMGT".indexOf(Character.toUpperCase(prefix.charAt(0))) + 1;
  }

  /** The whole number nearest to it. */
  long whole() {
    return Math.round(value);
  }

  /**
   * Bytes that agree with both figures of a row: of 108 MBytes and 909 Mbits/sec, the second is
   * known eight times as well. The middle of what both allow; this one, where they contradict each
   * other, as in a row so short that its length is rounded away.
   */
  long agreeing(TextQuantity rate, double seconds) {
    double low = Math.max(value - half, (rate.value - rate.half) * seconds / 8);
    double high = Math.min(value + half, (rate.value + rate.half) * seconds / 8);
    return low <= high ? Math.max(0, Math.round((low + high) / 2)) : whole();
  }
}
