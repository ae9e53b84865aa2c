package dev.linerate.iperf;

import dev.linerate.search.SearchGoal;
import dev.linerate.search.SearchResult;
import dev.linerate.search.TrialResult;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.Durations;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;

/** A search in words: a line for each trial, and the result. */
public final class RateSearchText {
  private RateSearchText() {}

  /** One trial: rate, length, datagrams, loss. */
  public static String line(int number, TrialResult result) {
    return String.format(
            Locale.ROOT,
            "%3d  %11s  %5.2f s  %8d sent  %7d lost  %s",
            number,
            rate((double) result.trial().bitsPerSecond()),
            Durations.seconds(result.trial().duration()),
            result.sent(),
            result.lost(),
            result.senderTooSlow() ? "the sender was too slow" : share(result.networkLossRatio()))
        .stripTrailing();
  }

  /** The result, several lines. */
  public static String result(RateSearchReport report) {
    SearchResult result = report.result();
    StringBuilder text = new StringBuilder();
    line(text, "Highest loss-free rate", bound(result.lowerBits(), "none found"));
    line(
        text,
        result.senderLimited() ? "Sender too slow from" : "Loss from",
        bound(result.upperBits(), "no rate that was tried"));
    result
        .conditionalThroughput()
        .ifPresent(bits -> line(text, "Conditional throughput", rate(bits)));
    line(text, "Datagrams", datagrams(report));
    line(text, "Goal", goal(report.options().goal()));
    line(text, "Ended", ended(report));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-23s %s%n", name, value));
  }

  private static String bound(OptionalLong bits, String otherwise) {
    return bits.isPresent() ? rate((double) bits.getAsLong()) : otherwise;
  }

  private static String datagrams(RateSearchReport report) {
    SearchResult result = report.result();
    long sent = result.atLower().stream().mapToLong(TrialResult::sent).sum();
    long lost = result.atLower().stream().mapToLong(TrialResult::lost).sum();
    String size = report.datagramBytes() + " bytes";
    return sent == 0 ? size : size + "; at that rate " + lost + " of " + sent + " were lost";
  }

  private static String goal(SearchGoal goal) {
    return String.format(
        Locale.ROOT,
        "loss ratio %s, precision %s %%, trials of %s, %s at a rate, %s %% of them may be lossy",
        number(goal.lossRatio()),
        number(100 * goal.width()),
        Durations.text(goal.finalTrial()),
        Durations.text(goal.durationSum()),
        number(100 * goal.exceedRatio()));
  }

  private static String ended(RateSearchReport report) {
    SearchResult result = report.result();
    StringBuilder text = new StringBuilder(report.error().orElse(result.end().reason()));
    text.append(", after ").append(result.trials().size()).append(" trials");
    if (result.senderLimited()) {
      text.append("; above that rate the sender was too slow, nothing was lost");
    }
    if (!result.confirmed()) {
      text.append("; the bounds are those of short trials");
    }
    return text.toString();
  }

  private static String rate(double bits) {
    return new BitRate(bits).precise();
  }

  private static String share(double ratio) {
    return ratio == 0 ? "" : String.format(Locale.ROOT, "%.4f %%", 100 * ratio);
  }

  /** Without an exponent and without zeros at the end. */
  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
