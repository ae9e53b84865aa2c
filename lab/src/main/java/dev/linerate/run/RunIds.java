package dev.linerate.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names runs: sortable by time, and the owner's mark at the end. */
public final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunIds() {}

  public static String of(Instant start, String ownerId) {
    return TIME.format(start) + "-" + ownerId;
  }
}
