package dev.linerate.iperf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * iperf3's {@code --json-stream} (since 3.17): a JSON object on a line of its own for start, each
 * interval and end, as they happen.
 */
public final class JsonStreamOutput implements TestListener {
  private final Writer out;
  private Optional<TestStart> start = Optional.empty();

  /** Writes to {@code out}, which stays open and is flushed after each line. */
  public JsonStreamOutput(Writer out) {
    this.out = out;
  }

  @Override
  public void started(TestStart started) {
    start = Optional.of(started);
    event("start", json -> new ReportJson(json).start(started));
  }

  @Override
  public void interval(TestInterval interval) {
    start.ifPresent(
        started -> event("interval", json -> new ReportJson(json).interval(started, interval)));
  }

  @Override
  public void ended(TestReport report) {
    report.error().ifPresent(this::failed);
    event("end", json -> new EndJson(json).write(report));
    report.serverOutput().ifPresent(this::serverOutput);
  }

  @Override
  public void failed(String error) {
    line("error", json -> json.writeStringProperty("data", error));
  }

  private void serverOutput(ServerOutput output) {
    switch (output) {
      case ServerOutput.Json(String text) ->
          line("server_output_json", json -> Json.raw(json, "data", text));
      case ServerOutput.Text(String text) ->
          line("server_output_text", json -> json.writeStringProperty("data", text));
    }
  }

  private void event(String name, Consumer<JsonGenerator> members) {
    line(name, json -> Json.object(json, "data", () -> members.accept(json)));
  }

  private void line(String event, Consumer<JsonGenerator> data) {
    Json.line(
        out,
        json -> {
          json.writeStringProperty("event", event);
          data.accept(json);
        });
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
