package dev.linerate.iperf;

import dev.linerate.traffic.Latencies;
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
          report.error().ifPresent(error -> json.writeStringProperty("error", error));
        });
  }

  private static void start(JsonGenerator json, RequestReport report) {
    json.writeStringProperty("version", Program.version());
    json.writeStringProperty("system_info", Program.systemInfo());
    Json.object(
        json,
        "timestamp",
        () -> json.writeNumberProperty("timesecs", report.time().getEpochSecond()));
    Json.object(
        json,
        "connecting_to",
        () -> {
          json.writeStringProperty("host", report.server().host());
          json.writeNumberProperty("port", report.server().port());
        });
    Json.object(json, "test_start", () -> test(json, report));
  }

  private static void test(JsonGenerator json, RequestReport report) {
    RequestResponse test = report.test();
    json.writeStringProperty("protocol", report.parameters().protocol().toString());
    json.writeNumberProperty("omit", report.parameters().amount().omitSeconds());
    json.writeNumberProperty("duration", report.parameters().amount().seconds());
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

  private static void latency(JsonGenerator json, RequestReport report) {
    Latencies latencies = report.latencies();
    json.writeStringProperty("counts_from", report.test().perSecond() == 0 ? "begin" : "due");
    json.writeNumberProperty("count", latencies.count());
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
