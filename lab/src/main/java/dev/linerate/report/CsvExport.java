package dev.linerate.report;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.IntervalSource;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run as comma-separated values (RFC 4180): one row per interval, a header with units, lines that
 * end in CR LF. A column that was not reported is empty.
 */
public final class CsvExport {
  private static final List<String> HEADER =
      List.of(
          "run",
          "case",
          "network",
          "placement",
          "protocol",
          "flow",
          "pinning",
          "tool",
          "repeat",
          "side",
          "direction",
          "stream",
          "start_s",
          "seconds_s",
          "transfer_bytes",
          "bitrate_bit_per_s",
          "retransmits",
          "cwnd_bytes",
          "rtt_us",
          "rttvar_us",
          "jitter_ms",
          "lost_packets",
          "total_packets",
          "lost_percent",
          "out_of_order_packets",
          "omitted");

  private CsvExport() {}

  public static String of(Run run) {
    StringBuilder csv = new StringBuilder();
    write(run, IntervalSource.HELD, csv);
    return csv.toString();
  }

  /**
   * Writes what {@link #of} gives, each interval as it comes.
   *
   * @throws UncheckedIOException when {@code out} cannot be written
   */
  public static void write(Run run, IntervalSource intervals, Appendable out) {
    line(out, HEADER);
    for (CaseRecord record : run.cases()) {
      for (Trial trial : record.trials()) {
        List<String> begin = begin(run, record, trial);
        intervals.each(record, trial, interval -> line(out, row(begin, interval)));
      }
    }
  }

  /** What all rows of a trial begin with. */
  private static List<String> begin(Run run, CaseRecord record, Trial trial) {
    return List.of(
        run.id(),
        Integer.toString(record.number()),
        record.spec().network(),
        record.spec().placement().word(),
        record.spec().flow().protocol().word(),
        record.spec().flow().label(),
        record.spec().pinning().word(),
        record.tool(),
        Integer.toString(trial.repeat()));
  }

  private static List<String> row(List<String> begin, Interval interval) {
    List<String> row = new ArrayList<>(begin);
    Collections.addAll(
        row,
        interval.side().word(),
        Columns.direction(interval),
        Integer.toString(interval.stream()),
        number(interval.start()),
        number(interval.seconds()),
        Long.toString(interval.bytes()),
        Long.toString(Math.round(interval.bitsPerSecond())),
        number(interval.retransmits()),
        number(interval.congestionWindow()),
        number(interval.rttMicros()),
        number(interval.rttVarianceMicros()),
        number(interval.jitterMillis()),
        number(interval.lost()),
        number(interval.packets()),
        number(Columns.lostPercent(interval.lost(), interval.packets())),
        number(interval.outOfOrder()),
        Boolean.toString(interval.omitted()));
    return row;
  }

  private static void line(Appendable out, List<String> fields) {
    try {
      for (int i = 0; i < fields.size(); i++) {
        out.append(i == 0 ? "" : ",").append(field(fields.get(i)));
      }
      out.append("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }

  private static String number(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String number(double value) {
    return Text.decimals(6, value).replaceFirst("\\.?0+$", "");
  }
}
