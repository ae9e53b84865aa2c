package dev.linerate.imports;

import dev.linerate.plan.Direction;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A row of an export as comma-separated values.
 *
 * @param columns where each is, from 0
 */
record CsvRow(Map<String, Integer> columns, List<String> fields) {
  private static final double LONGEST = 1e7;
  private static final long MOST_BYTES = 1L << 53;

  /** Empty where there is no such column. */
  String text(String column) {
    int at = columns.getOrDefault(column, -1);
    return at < 0 || at >= fields.size() ? "" : fields.get(at).strip();
  }

  <E extends Enum<E>> E word(String column, Class<E> type) throws Unreadable {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text(column).toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return constant;
      }
    }
    throw wrong(column);
  }

  OptionalDouble number(String column) throws Unreadable {
    String text = text(column);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = NetperfLog.number(text);
    if (value.isEmpty()) {
      throw wrong(column);
    }
    return value;
  }

  OptionalLong whole(String column) throws Unreadable {
    String text = text(column);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("-?\\d{1,18}")) {
      throw wrong(column);
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private double time(String column) throws Unreadable {
    double value = number(column).orElse(-1);
    if (value < 0 || value > LONGEST) {
      throw wrong(column);
    }
    return value;
  }

  private long bytes() throws Unreadable {
    long value = whole("transfer_bytes").orElse(-1);
    if (value < 0 || value > MOST_BYTES) {
      throw wrong("transfer_bytes");
    }
    return value;
  }

  private int stream() throws Unreadable {
    long value = whole("stream").orElse(-1);
    if (value < 0 || value > 100_000) {
      throw wrong("stream");
    }
    return (int) value;
  }

  Interval interval() throws Unreadable {
    return new Interval(
        word("side", Side.class),
        word("direction", Direction.class) == Direction.REVERSE,
        stream(),
        time("start_s"),
        time("seconds_s"),
        bytes(),
        whole("retransmits"),
        whole("cwnd_bytes"),
        whole("rtt_us"),
        whole("rttvar_us"),
        number("jitter_ms"),
        whole("lost_packets"),
        whole("total_packets"),
        whole("out_of_order_packets"),
        text("omitted").equals("true"));
  }

  private Unreadable wrong(String column) {
    String text = text(column);
    String excerpt = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new Unreadable("its " + column + " is \"" + excerpt + "\"");
  }
}
