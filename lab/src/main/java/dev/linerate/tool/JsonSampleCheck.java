package dev.linerate.tool;

import dev.linerate.tool.JsonSample.Field;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Whether one stream's part of an interval can be what iperf3 wrote. */
final class JsonSampleCheck {
  /** Seconds: more than a hundred days. */
  static final double LONGEST = 1e7;

  /** Bytes: what a double still counts one by one; a day at 800 Gbit/s. */
  static final long MOST_BYTES = 1L << 53;

  private JsonSampleCheck() {}

  /** Why it cannot, a clause; empty when it can. */
  static Optional<String> fault(JsonSample stream) {
    return time(stream, Field.START)
        .or(() -> time(stream, Field.END))
        .or(() -> time(stream, Field.SECONDS))
        .or(() -> bytes(stream));
  }

  private static Optional<String> time(JsonSample stream, Field field) {
    OptionalDouble seconds = stream.number(field);
    return seconds.isPresent() && seconds.getAsDouble() >= 0 && seconds.getAsDouble() <= LONGEST
        ? Optional.empty()
        : Optional.of(wrong(stream, field, "a time in seconds"));
  }

  private static Optional<String> bytes(JsonSample stream) {
    OptionalLong bytes = stream.count(Field.BYTES);
    return bytes.isPresent() && bytes.getAsLong() <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(wrong(stream, Field.BYTES, "a number of bytes"));
  }

  private static String wrong(JsonSample stream, Field field, String what) {
    String text = stream.json(field);
    String excerpt = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    String name = field.name().toLowerCase(Locale.ROOT);
    return "an interval's " + name + " is " + excerpt + ", which is not " + what;
  }
}
