package dev.linerate.iperf;

import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** iperf3's {@code -J}: one JSON document at the end of the test. */
public final class JsonOutput implements TestListener {
  private final Writer out;
  private final String version;
  private final String systemInfo;

  /**
   * Writes to {@code out}, which stays open.
   *
   * @param version and {@code systemInfo} for the report of a test that did not begin, see {@link
   *     TestStart}
   */
  public JsonOutput(Writer out, String version, String systemInfo) {
    this.out = out;
    this.version = version;
    this.systemInfo = systemInfo;
  }

  @Override
  public void started(TestStart start) {}

  @Override
  public void interval(TestInterval interval) {}

  @Override
  public void ended(TestReport report) {
    Json.indented(out, json -> write(json, report));
  }

  /** The report as JSON on one line: what a server hands to its client. */
  public static ServerOutput serverOutput(TestReport report) {
    return new ServerOutput.Json(Json.text(json -> write(json, report)));
  }

  private static void write(JsonGenerator json, TestReport report) {
    ReportJson members = new ReportJson(json);
    Json.object(json, "start", () -> members.start(report.start()));
    Json.array(
        json,
        "intervals",
        report.intervals(),
        interval -> members.interval(report.start(), interval));
    Json.object(json, "end", () -> new EndJson(json).write(report));
    Labels labels = report.start().parameters().labels();
    text(json, "title", labels.title());
    text(json, "extra_data", labels.extraData());
    text(json, "error", report.error());
    report.serverOutput().ifPresent(output -> Json.serverOutput(json, output));
  }

  private static void text(JsonGenerator json, String name, Optional<String> text) {
    text.ifPresent(value -> json.writeStringProperty(name, value));
  }

  @Override
  public void failed(String error) {
    Json.indented(
        out,
        json -> {
          Json.object(json, "start", () -> new ReportJson(json).startless(version, systemInfo));
          json.writeArrayPropertyStart("intervals");
          json.writeEndArray();
          Json.object(json, "end", () -> {});
          json.writeStringProperty("error", error);
        });
  }
}
