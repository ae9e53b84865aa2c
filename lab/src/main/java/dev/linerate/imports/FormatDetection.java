package dev.linerate.imports;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what a log is written in, from its beginning. */
final class FormatDetection {
  private static final Pattern RUN_SCHEMA = Pattern.compile("urn:linerate:schema:run:\\d");
  private static final Pattern JSON = Pattern.compile("(?m)^[\\[{]\\s*(?:[\"{\\]}]|$)");
  private static final Pattern NETPERF =
      Pattern.compile(
          "(?m)(?:MIGRATED |OMNI |^)(?:TCP|UDP|Send|Receive|OMNI).{0,40} TEST from |^THROUGHPUT=|^Throughput,|,Throughput,");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?m)\\[ ID\\]|^Server listening on \\d|^Connecting to host |bits?/s(?:ec)?\\b.{0,80}$");

  private FormatDetection() {}

  /** What it recognises first; empty when it is none that is known. */
  static Optional<Format> of(String head) {
    if (RUN_SCHEMA.matcher(head).find()) {
      return Optional.of(Format.LINERATE_JSON);
    }
    if (head.startsWith("run,case,network,")) {
      return Optional.of(Format.LINERATE_CSV);
    }
    Map<Format, Integer> first = new EnumMap<>(Format.class);
    find(JSON, head).ifPresent(at -> first.put(Format.IPERF3_JSON, at));
    find(NETPERF, head).ifPresent(at -> first.put(Format.NETPERF, at));
    find(TABLE, head).ifPresent(at -> first.put(Format.IPERF3_TEXT, at));
    return first.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static OptionalInt find(Pattern pattern, String head) {
    Matcher m = pattern.matcher(head);
    return m.find() ? OptionalInt.of(m.start()) : OptionalInt.empty();
  }
}
