package dev.linerate.tool;

/** Numbers with a prefix as iperf3 prints them: {@code 84.8 KBytes}, with comma in some locales. */
final class TextQuantity {
  /** A decimal number, for a pattern. */
  static final String NUMBER = "\\d+(?:[.,]\\d+)?";

  private TextQuantity() {}

  static double number(String digits) {
    return Double.parseDouble(digits.replace(',', '.'));
  }

  /** Bytes; iperf3's prefixes of bytes are binary, 1 KByte = 1024 bytes. */
  static long bytes(String digits, String prefix) {
    int power = prefix.isEmpty() ? 0 : "KMGT".indexOf(prefix.charAt(0)) + 1;
    return Math.round(number(digits) * Math.pow(1024, power));
  }
}
