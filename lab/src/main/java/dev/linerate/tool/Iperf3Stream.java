package dev.linerate.tool;

import dev.linerate.result.Interval;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what {@code iperf3 --json-stream} writes while it runs: one JSON object a line, {@code
 * {"event":"interval","data":{…}}}. Events it does not know are passed over.
 */
final class Iperf3Stream {
  private static final int EXCERPT = 60;

  private final JsonReport report;
  private boolean damaged;

  Iperf3Stream(End role) {
    report = new JsonReport(role);
  }

  /**
   * Takes the next line.
   *
   * @return the samples in it; none when it is another event. After a damaged line, which becomes
   *     the report's error, none any more
   */
  List<Interval> accept(String line) {
    if (damaged || line.isBlank()) {
      return List.of();
    }
    try {
      return event(Iperf3Json.tree(line));
    } catch (JacksonException e) {
      return damaged(line);
    }
  }

  EndReport report() {
    return report.build();
  }

  private List<Interval> event(JsonNode line) {
    JsonNode data = line.path("data");
    switch (JsonFields.text(line, "event").orElse("")) {
      case "start" -> report.start(data);
      case "interval" -> {
        return report.interval(JsonInterval.of(data));
      }
      case "end" -> report.end(data);
      case "error" -> report.error(data);
      case "" -> {
        return damaged(line.toString());
      }
      default -> {}
    }
    return List.of();
  }

  private List<Interval> damaged(String line) {
    damaged = true;
    String excerpt = line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line;
    report.damaged("its report has a damaged line: " + excerpt);
    return List.of();
  }
}
