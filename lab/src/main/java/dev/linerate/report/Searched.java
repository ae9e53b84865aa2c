package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Rate;
import dev.linerate.result.Search;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.util.List;
import java.util.Optional;

/** What reports say of a number that a search has found. */
final class Searched {
  private static final String SIGN = "†";

  private Searched() {}

  /** The sign beside its number; empty beside any other. */
  static String sign(CaseSummary summary) {
    return is(summary) ? SIGN : "";
  }

  /** What the sign means, for each loss ratio of the measured cases. */
  static List<String> remarks(ReportModel model) {
    return model.summaries().stream()
        .filter(summary -> summary.bitrate().isPresent())
        .flatMap(summary -> rate(summary).stream())
        .distinct()
        .map(search -> SIGN + " highest rate without loss (ratio ≤ " + search.ratio() + ")")
        .toList();
  }

  /** Whether the case's trials are searches. */
  static boolean is(CaseSummary summary) {
    return rate(summary).isPresent();
  }

  /** The highest rate without and the lowest with loss: {@code 950.3 Mbit/s / 955.1 Mbit/s}. */
  static String bounds(Trial trial) {
    return trial.search().map(Searched::text).orElse("");
  }

  /** How many tests it took. */
  static String tests(Trial trial) {
    return trial.search().map(search -> Integer.toString(search.tests())).orElse("");
  }

  private static String text(Search search) {
    String lower = search.lower().map(BitRate::precise).orElse("none");
    String upper = search.upper().map(BitRate::precise).orElse("no rate tried");
    return lower + " / " + upper;
  }

  private static Optional<Rate.Search> rate(CaseSummary summary) {
    return summary.record().spec().flow().rate() instanceof Rate.Search search
        ? Optional.of(search)
        : Optional.empty();
  }
}
