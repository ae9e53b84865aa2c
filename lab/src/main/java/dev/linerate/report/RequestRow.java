package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.result.Transactions;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A case of requests and responses as the tables show it. What the tool did not tell is empty.
 *
 * @param rate transactions a second, or {@code failed}
 * @param detail {@code [21390, 21611] n=3}
 * @param mean latency, µs; median over the trials, as the percentiles
 * @param mark {@code ⚠1}, or empty
 */
record RequestRow(
    String name,
    String anchor,
    String rate,
    String detail,
    String mean,
    String p50,
    String p99,
    String max,
    String mark) {
  /** Headings of name, rate and latencies. */
  static final List<String> HEADINGS =
      List.of("Requests", Text.TRANSACTIONS, "latency, µs: mean", "p50", "p99", "longest");

  static List<RequestRow> of(ReportModel model, Footnotes footnotes) {
    return model.summaries().stream()
        .filter(CaseSummary::isOfTransactions)
        .map(summary -> of(summary, model, footnotes))
        .toList();
  }

  private static RequestRow of(CaseSummary summary, ReportModel model, Footnotes footnotes) {
    boolean measured = summary.transactionRate().isPresent();
    return new RequestRow(
        model.caseName(summary),
        "case-" + summary.record().number(),
        summary
            .transactionRate()
            .map(rate -> Text.digits(rate.median()))
            .orElse(summary.record().status().word()),
        summary.transactionRate().map(RequestRow::detail).orElse(""),
        latency(summary, Transactions::meanMicros),
        latency(summary, Transactions::p50Micros),
        latency(summary, Transactions::p99Micros),
        latency(summary, Transactions::maxMicros),
        measured ? footnotes.mark(summary) : footnotes.absent(summary));
  }

  private static String detail(MedianInterval rate) {
    return "[" + Text.digits(rate.low()) + ", " + Text.digits(rate.high()) + "] n=" + rate.n();
  }

  private static String latency(
      CaseSummary summary, Function<Transactions, OptionalDouble> percentile) {
    return summary.transactions(percentile).map(i -> Text.digits(i.median())).orElse("");
  }

  /** The number of its footnote, {@code 1}. */
  String note() {
    return mark.isEmpty() ? "" : mark.substring(1);
  }

  /** Name, rate and latencies as {@link #HEADINGS} has them. */
  List<String> cells() {
    return List.of(name, Text.join(" ", List.of(rate, detail, mark)), mean, p50, p99, max);
  }
}
