package dev.linerate.unit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1.5}. */
public final class Durations {
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h)?");

  private Durations() {}

  /**
   * A bare number counts seconds.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public static Duration parse(String text) {
    Matcher m = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no duration; write for example 10s or 500ms");
    }
    double millis =
        switch (m.group(2) == null ? "s" : m.group(2)) {
          case "ms" -> 1;
          case "m", "min" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(m.group(1)) * millis));
  }

  /** Seconds with a fraction, as iperf3 takes them. */
  public static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Shortest exact form: {@code 10s}, {@code 500ms}. */
  public static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  /** For a person: {@code 4 min}, {@code 35 s}, {@code 1 h 5 min}. */
  public static String human(Duration duration) {
    long seconds = Math.max(0, Math.round(seconds(duration)));
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
