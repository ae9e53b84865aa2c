package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.WireLimit;
import java.util.OptionalDouble;

/**
 * A case's number as a page shows it.
 *
 * @param anchor of the case on the page
 * @param median empty when there is none; {@code instead} then says so
 * @param confidence of the interval, for a tooltip
 * @param mark {@code ⚠1}, or empty
 * @param sign that it was found by a search, or empty
 * @param share of the wire limit or of the host baseline, or empty
 * @param instead {@code skipped} or {@code failed}
 * @param why its first cause in a few words, or empty
 */
record NumberView(
    String anchor,
    String median,
    String range,
    String n,
    String confidence,
    String mark,
    String sign,
    String share,
    String whisker,
    String instead,
    String why) {

  static NumberView of(CaseSummary summary, String unit, double scale, String mark, String why) {
    String anchor = "case-" + summary.record().number();
    if (summary.bitrate().isEmpty()) {
      return new NumberView(
          anchor, "", "", "", "", mark, "", "", "", summary.record().status().word(), "");
    }
    MedianInterval bitrate = summary.transactionRate().orElse(summary.bitrate().get());
    return new NumberView(
        anchor,
        Text.in(unit, bitrate.median()),
        "[" + Text.range(unit, bitrate) + "]",
        "n=" + bitrate.n(),
        Text.percent(bitrate.confidence()) + " confidence",
        mark,
        Searched.sign(summary),
        Text.reference(summary),
        Whisker.svg(bitrate, scale, limit(summary)),
        "",
        Text.unbroken(why));
  }

  boolean measured() {
    return !median.isEmpty();
  }

  /** The number of its footnote, {@code 1}. */
  String note() {
    return mark.isEmpty() ? "" : mark.substring(1);
  }

  private static OptionalDouble limit(CaseSummary summary) {
    return summary
        .wireLimit()
        .map(WireLimit::goodput)
        .map(rate -> OptionalDouble.of(rate.bitsPerSecond()))
        .orElse(OptionalDouble.empty());
  }
}
