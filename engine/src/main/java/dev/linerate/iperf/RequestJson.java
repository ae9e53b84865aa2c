package dev.linerate.iperf;

import dev.linerate.traffic.Latencies;
import dev.linerate.unit.Durations;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;

/**
 * A test of requests as one JSON document at its end: iperf3's members where it has them, and
 * others that begin with {@code linerate_}. Latencies are microseconds.
 */
public final class RequestJson implements RequestListener {
  private final Writer out;

  /** Writes to {@code out}, which stays open. */
  public RequestJson(Writer out) {
    this.out = out;
  }

  @Override
  public void started(Endpoint server, Parameters parameters) {}

  @Override
  public void interval(TransactionInterval interval) {}

  @Override
  public void ended(RequestReport report) {
    Json.indented(
        out,
        json -> {
          Json.object(json, "start", () -> start(json, report));
          Json.array(
              json,
              "intervals",
              report.intervals(),
              interval ->
                  Json.object(json, "linerate_transactions", () -> transactions(json, interval)));
          Json.object(json, "end", () -> end(json, report));
          Labels labels = report.parameters().labels();
          Json.text(json, "title", labels.title());
          Json.text(json, "extra_data", labels.extraData());
          Json.text(json, "error", report.error());
        });
  }

  @Override
  public void failed(String error) {
    Json.indented(
        out, json -> JsonOutput.failed(json, Program.version(), Program.systemInfo(), error));
  }

  private static void start(JsonGenerator json, RequestReport report) {
    program(json);
    Json.object(
        json,
        "timestamp",
        () -> json.writeNumberProperty("timesecs", report.time().getEpochSecond()));
    peer(json, "connecting_to", report.server());
    Json.object(
        json,
        "test_start",
        () -> {
          Amount amount = report.parameters().amount();
          json.writeStringProperty("protocol", report.test().kind().protocol().name());
          json.writeNumberProperty("omit", amount.omitSeconds());
          Json.real(json, "duration", Durations.seconds(amount.time()));
          test(json, report.test());
        });
  }

  private static void program(JsonGenerator json) {
    json.writeStringProperty("version", Program.version());
    json.writeStringProperty("system_info", Program.systemInfo());
  }

  private static void peer(JsonGenerator json, String name, Endpoint peer) {
    Json.object(
        json,
        name,
        () -> {
          json.writeStringProperty("host", peer.host());
          json.writeNumberProperty("port", peer.port());
        });
  }

  private static void test(JsonGenerator json, RequestResponse test) {
    json.writeStringProperty("linerate_test", test.kind().key());
    json.writeNumberProperty("linerate_request", test.requestBytes());
    json.writeNumberProperty("linerate_response", test.responseBytes());
    json.writeNumberProperty("linerate_rate", test.perSecond());
    json.writeBooleanProperty("linerate_spin", test.spin());
  }

  private static void transactions(JsonGenerator json, TransactionInterval interval) {
    Json.real(json, "start", interval.startSeconds());
    Json.real(json, "end", interval.endSeconds());
    Json.real(json, "seconds", interval.endSeconds() - interval.startSeconds());
    json.writeNumberProperty("transactions", interval.counts().done());
    Json.real(json, "per_second", interval.perSecond());
    json.writeNumberProperty("lost", interval.counts().lost());
    json.writeNumberProperty("connect_failures", interval.counts().unconnected());
    json.writeNumberProperty("broken", interval.counts().broken());
    json.writeBooleanProperty("omitted", interval.omitted());
  }

  private static void end(JsonGenerator json, RequestReport report) {
    Json.object(json, "linerate_transactions", () -> transactions(json, report.total()));
    Json.object(json, "linerate_latency", () -> latency(json, report));
    report.answered().ifPresent(count -> json.writeNumberProperty("linerate_answered", count));
  }

  // --- a server's -------------------------------------------------------------------------------

  /** The whole document. */
  static void answered(JsonGenerator json, AnsweredTest test) {
    Json.object(
        json,
        "start",
        () -> {
          program(json);
          peer(json, "accepted_connection", test.client());
          Json.object(
              json,
              "test_start",
              () -> {
                json.writeStringProperty("protocol", test.test().kind().protocol().name());
                test(json, test.test());
              });
        });
    json.writeArrayPropertyStart("intervals");
    json.writeEndArray();
    Json.object(json, "end", () -> end(json, test));
    Json.text(json, "error", test.error());
  }

  /** Members of {@code end}. */
  static void end(JsonGenerator json, AnsweredTest test) {
    json.writeNumberProperty("linerate_answered", test.answered());
  }

  // --- latencies --------------------------------------------------------------------------------

  /** Without a transaction there is no percentile. */
  private static void latency(JsonGenerator json, RequestReport report) {
    Latencies latencies = report.latencies();
    json.writeStringProperty("counts_from", report.test().perSecond() == 0 ? "begin" : "due");
    json.writeNumberProperty("count", latencies.count());
    if (latencies.count() == 0) {
      return;
    }
    micros(json, "min_us", (double) latencies.min());
    micros(json, "mean_us", latencies.mean());
    micros(json, "p50_us", (double) latencies.p50());
    micros(json, "p90_us", (double) latencies.p90());
    micros(json, "p99_us", (double) latencies.p99());
    micros(json, "p99_9_us", (double) latencies.p999());
    micros(json, "max_us", (double) latencies.max());
  }

  private static void micros(JsonGenerator json, String name, double nanos) {
    Json.real(json, name, nanos / 1e3);
  }
}
