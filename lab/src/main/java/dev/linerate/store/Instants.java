package dev.linerate.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Instants as text of one width, so that they sort: {@code 2026-11-22T10:15:30.000000000Z}. */
final class Instants {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Instants() {}

  static String text(Instant instant) {
    return FORMAT.format(instant);
  }

  static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text + " is no instant", e);
    }
  }
}
