package dev.linerate.doctor.check;

import dev.linerate.doctor.Reading;
import java.util.OptionalLong;

/** Numbers in readings. */
final class Numbers {
  private Numbers() {}

  /** The number that is all of the text; empty for anything else. */
  static OptionalLong of(Reading reading) {
    return of(reading.text().orElse(""));
  }

  /** As {@link #of(Reading)}. */
  static OptionalLong of(String text) {
    String number = text.strip();
    return number.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }

  /** The last of several numbers in a line, as of {@code tcp_rmem}: the most. */
  static OptionalLong last(Reading reading) {
    String words = reading.text().orElse("").strip();
    return of(words.substring(words.lastIndexOf(words.contains("\t") ? '\t' : ' ') + 1));
  }
}
