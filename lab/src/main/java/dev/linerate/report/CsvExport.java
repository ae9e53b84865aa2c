package dev.linerate.report;

import dev.linerate.result.CaseRecord;
import dev.linerate.result.Interval;
import dev.linerate.result.Run;
import dev.linerate.result.Trial;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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
    line(csv, HEADER);
    for (CaseRecord record : run.cases()) {
      for (Trial trial : record.trials()) {
        trial.intervals().forEach(interval -> line(csv, row(run, record, trial, interval)));
      }
    }
    return csv.toString();
  }

  private static List<String> row(Run run, CaseRecord record, Trial trial, Interval interval) {
    return List.of(
        run.id(),
        Integer.toString(record.number()),
        record.spec().network(),
        record.spec().placement().word(),
        record.spec().flow().protocol().word(),
        record.spec().flow().label(),
        record.spec().pinning().word(),
        record.tool(),
        Integer.toString(trial.repeat()),
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
  }

  private static void line(StringBuilder csv, List<String> fields) {
    csv.append(fields.stream().map(CsvExport::field).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String field(String text) {
    boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
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
