package dev.linerate.iperf;

import dev.linerate.traffic.Latencies;
import dev.linerate.traffic.TransactionCounts;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/** A test of requests as text. */
public final class RequestText implements RequestListener {
  private final PrintWriter out;

  /** Writes to {@code out}, which stays open and is flushed after each call. */
  public RequestText(Writer out) {
    this.out = new PrintWriter(out);
  }

  @Override
  public void started(Endpoint server, Parameters parameters) {
    RequestResponse test = parameters.requestResponse().orElseThrow();
    line("Connected to host %s, port %d", server.host(), server.port());
    line(
        "%s, %d bytes there, %d back, %s%s",
        words(test.kind()),
        test.requestBytes(),
        test.responseBytes(),
        test.perSecond() == 0 ? "the next when the last has ended" : test.perSecond() + " a second",
        test.spin() ? ", receiving without sleep" : "");
    line("Interval           Transactions  per second");
    out.flush();
  }

  private static String words(RequestResponse.Kind kind) {
    return switch (kind) {
      case TCP -> "Requests over one TCP connection";
      case UDP -> "Requests over UDP";
      case CRR -> "A TCP connection for each request";
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
    row(report.total(), "  in all");
    Latencies latencies = report.latencies();
    line("Latency, µs: %s", since(report.test()));
    line(
        "  p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f",
        latencies.p50() / 1e3,
        latencies.p90() / 1e3,
        latencies.p99() / 1e3,
        latencies.p999() / 1e3,
        latencies.max() / 1e3);
    out.flush();
  }

  /** Which time a latency is. */
  static String since(RequestResponse test) {
    return test.perSecond() == 0
        ? "closed loop: a slow response puts off the next request, so waiting is not in it"
        : "from the instant a request was due, waiting for the one before included";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
  private void line(String format, Object... arguments) {
    out.print(String.format(Locale.ROOT, format, arguments) + "\n");
  }
}
