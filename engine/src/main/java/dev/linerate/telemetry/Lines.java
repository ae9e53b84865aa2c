package dev.linerate.telemetry;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the lines of a file and the words of a line, and allocates nothing. A line without its
 * end was cut off and is not seen: half a number would be a wrong one. For one thread; used again
 * for each file.
 */
final class Lines {
  /** What is no number. */
  static final long NONE = Column.ABSENT;

  private byte[] bytes = new byte[0];
  private int length;
  private int at;
  private int end;
  private int next;

  /** Begins with these bytes, before their first line. */
  Lines over(byte[] file, int fileLength) {
    bytes = file;
    length = fileLength;
    at = 0;
    end = 0;
    next = 0;
    return this;
  }

  /** Begins with all of these bytes. */
  Lines over(byte[] file) {
    return over(file, file.length);
  }

  /** Goes to the next line; false when there is none that is whole. */
  boolean next() {
    at = next;
    for (int i = next; i < length; i++) {
      if (bytes[i] == '\n') {
        end = i;
        next = i + 1;
        return true;
      }
    }
    end = at;
    next = length;
    return false;
  }

  /** Goes behind that text when the rest of the line begins with it. */
  boolean skip(byte[] text) {
    if (end - at < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    at += text.length;
    return true;
  }

  /** Goes behind the last such byte of the line. */
  boolean skipToLast(char mark) {
    for (int i = end - 1; i >= at; i--) {
      if (bytes[i] == mark) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  /** Goes behind the next such byte of the line. */
  boolean skipPast(char mark) {
    for (int i = at; i < end; i++) {
      if (bytes[i] == mark) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  /** Goes behind that many words; false when the line has fewer. */
  boolean skipWords(int count) {
    for (int i = 0; i < count; i++) {
      skipBlanks();
      if (at == end) {
        return false;
      }
      while (at < end && !isBlank(bytes[at])) {
        at++;
      }
    }
    return true;
  }

  /** The next word; empty at the end of the line. Allocates. */
  String word() {
    skipBlanks();
    int begin = at;
    while (at < end && !isBlank(bytes[at])) {
      at++;
    }
    return new String(bytes, begin, at - begin, StandardCharsets.UTF_8);
  }

  /** The rest of the line. Allocates. */
  String rest() {
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  /** The next word as a decimal number; {@link #NONE} when it is none. */
  long number() {
    skipBlanks();
    boolean negative = at < end && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = digits(10);
    return negative && value != NONE ? -value : value;
  }

  /** The next word as a hexadecimal number; {@link #NONE} when it is none. */
  long hexadecimal() {
    skipBlanks();
    return digits(16);
  }

  /** A decimal fraction in millionths: {@code 1.5} is 1,500,000. */
  long millionths() {
    long whole = number();
    if (whole == NONE || at == end || bytes[at] != '.') {
      return whole == NONE ? NONE : whole * 1_000_000;
    }
    at++;
    long fraction = 0;
    int unit = 1_000_000;
    while (at < end && Character.digit(bytes[at], 10) >= 0) {
      unit /= 10;
      fraction += (long) unit * Character.digit(bytes[at], 10);
      at++;
    }
    return whole * 1_000_000 + fraction;
  }

  private long digits(int radix) {
    int begin = at;
    long value = 0;
    while (at < end) {
      int digit = Character.digit(bytes[at], radix);
      if (digit < 0) {
        break;
      }
      if (value > (Long.MAX_VALUE - digit) / radix) {
        return NONE;
      }
      value = value * radix + digit;
      at++;
    }
    return at == begin ? NONE : value;
  }

  /** Goes to the next word. */
  void skipBlanks() {
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Text to look for. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
