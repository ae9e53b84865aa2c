package dev.linerate.plan;

import java.util.Locale;

/** Which endpoint sends, seen from the client: iperf3's default, {@code -R}, {@code --bidir}. */
public enum Direction {
  FORWARD,
  REVERSE,
  BIDIR;

  /** The word in plans, files and reports: {@code forward}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
