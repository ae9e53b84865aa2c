package dev.linerate.iperf;

import dev.linerate.traffic.Latencies;
import dev.linerate.traffic.TransactionCounts;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/** A test of requests as text. */
public final class RequestText implements RequestListener {
  private final PrintWriter out;
  private String title = "";

  /** Writes to {@code out}, which stays open and is flushed after each call. */
  public RequestText(Writer out) {
    this.out = new PrintWriter(out);
  }

  @Override
  public void started(Endpoint server, Parameters parameters) {
    title = parameters.labels().title().map(text -> TextColumns.printable(text) + ":  ").orElse("");
    RequestResponse test = parameters.requestResponse().orElseThrow();
    line("Connected to host %s, port %d", server.host(), server.port());
    line(
        "%s: requests of %d bytes, responses of %d, %s%s",
        words(test.kind()),
        test.requestBytes(),
        test.responseBytes(),
        test.perSecond() == 0 ? "one after another" : test.perSecond() + " a second",
        test.spin() ? ", spinning receive" : "");
    line("Interval           Transactions  per second");
    out.flush();
  }

  private static String words(RequestResponse.Kind kind) {
    return switch (kind) {
      case TCP -> "TCP_RR over one connection";
      case UDP -> "UDP_RR";
      case CRR -> "TCP_CRR, a connection for each request";
    };
  }

  @Override
  public void interval(TransactionInterval interval) {
    row(interval, interval.omitted() ? "  (omitted)" : "");
    out.flush();
  }

  private void row(TransactionInterval interval, String note) {
    line(
        "%6.2f-%-6.2f sec  %12d  %10.0f%s%s",
        interval.startSeconds(),
        interval.endSeconds(),
        interval.counts().done(),
        interval.perSecond(),
        failures(interval.counts()),
        note);
  }

  private static String failures(TransactionCounts counts) {
    return some(counts.lost(), "lost")
        + some(counts.unconnected(), "not connected")
        + some(counts.broken(), "broken");
  }

  private static String some(long count, String what) {
    return count == 0 ? "" : "  " + count + " " + what;
  }

  @Override
  public void ended(RequestReport report) {
    report.error().ifPresent(error -> line("error: %s", TextColumns.printable(error)));
    line("- ".repeat(25).strip());
    row(report.total(), "  total");
    latencies(report);
    out.flush();
  }

  private void latencies(RequestReport report) {
    Latencies latencies = report.latencies();
    if (latencies.count() == 0) {
      line("No response was measured.");
      return;
    }
    if (!report.keptRate()) {
      line("The rate was not reached: requests waited ever longer for their turn.");
    }
    line("Latency, µs, %s", since(report.test()));
    line(
        "  p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f",
        latencies.p50() / 1e3,
        latencies.p90() / 1e3,
        latencies.p99() / 1e3,
        latencies.p999() / 1e3,
        latencies.max() / 1e3);
  }

  /** Who called {@link RequestClient#run} has it as an exception, with the next step. */
  @Override
  public void failed(String error) {}

  /** Which time a latency is. */
  private static String since(RequestResponse test) {
    return test.perSecond() == 0
        ? "closed loop: a slow response delays the requests after it; their waiting is not in it"
        : "from when a request was due: waiting for a slow response before it is in it";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
  private void line(String format, Object... arguments) {
    out.print(title + String.format(Locale.ROOT, format, arguments) + "\n");
  }
}
