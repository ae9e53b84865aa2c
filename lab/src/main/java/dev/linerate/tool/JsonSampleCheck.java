package dev.linerate.tool;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Whether one stream's part of an interval can be what iperf3 wrote. */
final class JsonSampleCheck {
  /** Seconds: more than a hundred days. */
  static final double LONGEST = 1e7;

  /** Bytes: what a double still counts one by one; a day at 800 Gbit/s. */
  static final long MOST_BYTES = 1L << 53;

  private JsonSampleCheck() {}

  /** Why it cannot, a clause; empty when it can. */
  static Optional<String> fault(JsonNode stream) {
    return time(stream, "start")
        .or(() -> time(stream, "end"))
        .or(() -> time(stream, "seconds"))
        .or(() -> bytes(stream));
  }

  private static Optional<String> time(JsonNode stream, String name) {
    OptionalDouble seconds = JsonFields.number(stream, name);
    return seconds.isPresent() && seconds.getAsDouble() >= 0 && seconds.getAsDouble() <= LONGEST
        ? Optional.empty()
        : Optional.of(wrong(stream, name, "a time in seconds"));
  }

  private static Optional<String> bytes(JsonNode stream) {
    OptionalLong bytes = JsonFields.count(stream, "bytes");
    return bytes.isPresent() && bytes.getAsLong() <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(wrong(stream, "bytes", "a number of bytes"));
  }

  private static String wrong(JsonNode stream, String name, String what) {
    JsonNode value = stream.path(name);
    String text = value.isMissingNode() ? "missing" : value.toString();
    String excerpt = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return "an interval's " + name + " is " + excerpt + ", which is not " + what;
  }
}
