package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.Contrast;
import dev.linerate.analysis.compare.FactDifference;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Measured;
import dev.linerate.analysis.compare.Metric;
import dev.linerate.analysis.compare.Verdict;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A contrast as text, the same in all formats.
 *
 * @param name {@code docker-bridge, TCP, pin auto}
 * @param letter of the run that is compared with A
 * @param base {@code 35.0 Gbit/s}, or empty
 * @param baseDetail {@code [34.5, 35.2] n=5}
 * @param other the same of the other run, in the same unit
 * @param ratio {@code 0.711}; in parentheses without an interval; or empty
 * @param range {@code [0.702, 0.722]}, or empty
 * @param superiority {@code 0.93}: effect size, or empty
 * @param notes sentences without a full stop: why this verdict, and what it may be owed to
 */
record ComparisonRow(
    String name,
    String letter,
    String base,
    String baseDetail,
    String other,
    String otherDetail,
    Optional<RatioInterval> interval,
    String ratio,
    String range,
    String superiority,
    Verdict verdict,
    List<String> notes) {
  /** As many facts as a note names; the table of facts has all. */
  private static final int MOST_FACTS = 3;

  private static final int LONGEST_FACT = 32;

  static ComparisonRow of(CaseSpec spec, String letter, Contrast contrast) {
    String unit = unit(contrast);
    return new ComparisonRow(
        name(spec),
        letter,
        median(contrast.base(), unit),
        detail(contrast.base(), unit),
        median(contrast.other(), unit),
        detail(contrast.other(), unit),
        contrast.ratio(),
        contrast.ratio().map(r -> ratio(r.ratio())).orElse(plain(contrast)),
        contrast.ratio().map(r -> "[" + ratio(r.low()) + ", " + ratio(r.high()) + "]").orElse(""),
        contrast.superiority().isPresent()
            ? Text.decimals(2, contrast.superiority().getAsDouble())
            : "",
        contrast.verdict(),
        notes(contrast));
  }

  /** Three digits after the point below 2: {@code 0.998}, {@code 1.34}, {@code 12.1}. */
  static String ratio(double ratio) {
    return Text.decimals(ratio < 1.995 ? 3 : ratio < 9.995 ? 2 : 1, ratio);
  }

  /** {@code (0.973)}: nobody knows how well. */
  private static String plain(Contrast contrast) {
    return contrast.medianRatio().isPresent()
        ? "(" + ratio(contrast.medianRatio().getAsDouble()) + ")"
        : "";
  }

  /** {@code 0.95}. */
  static String tick(double ratio) {
    return Text.decimals(2, ratio).replaceFirst("\\.?0+$", "");
  }

  /** {@code 1 %}, {@code 0.5 %}. */
  static String percent(double share) {
    return Text.decimals(1, share * 100).replaceFirst("\\.0$", "") + " %";
  }

  static String name(CaseSpec spec) {
    String pinning = spec.pinning().equals(Pinning.NONE) ? "" : ", pin " + spec.pinning().word();
    return spec.network() + ", " + Text.flow(spec) + pinning;
  }

  /** That of the faster of the two. */
  private static String unit(Contrast contrast) {
    if (contrast.base().or(contrast::other).orElseThrow().summary().isOfTransactions()) {
      return Text.TRANSACTIONS;
    }
    double most =
        Math.max(
            rate(contrast.base()).map(MedianInterval::median).orElse(0.0),
            rate(contrast.other()).map(MedianInterval::median).orElse(0.0));
    return new BitRate(most).unitName();
  }

  private static Optional<MedianInterval> rate(Optional<Measured> measured) {
    return measured
        .map(Measured::summary)
        .flatMap(s -> s.isOfTransactions() ? s.transactionRate() : s.bitrate());
  }

  private static String median(Optional<Measured> measured, String unit) {
    return rate(measured).map(rate -> Text.in(unit, rate.median()) + " " + unit).orElse("");
  }

  private static String detail(Optional<Measured> measured, String unit) {
    return rate(measured)
        .map(rate -> (rate.n() > 1 ? "[" + Text.range(unit, rate) + "] " : "") + "n=" + rate.n())
        .orElse("");
  }

  private static List<String> notes(Contrast contrast) {
    List<String> notes = new ArrayList<>(contrast.reasons());
    boolean rate = contrast.verdict() == Verdict.SLOWER || contrast.verdict() == Verdict.FASTER;
    List<Figure> changed =
        contrast.figures().stream()
            .filter(Figure::hasChanged)
            .filter(figure -> figure.metric() != Metric.TRANSACTIONS) // the verdict says that
            .toList();
    changed.forEach(figure -> notes.add(FigureWords.sentence(figure)));
    if (rate || !changed.isEmpty()) {
      notes.add(owedTo(contrast.facts()));
    }
    return notes;
  }

  /** What a difference is put down to. */
  static String owedTo(List<FactDifference> facts) {
    if (facts.isEmpty()) {
      return "nothing that is known of the platforms differs";
    }
    List<String> named = facts.stream().limit(MOST_FACTS).map(ComparisonRow::words).toList();
    int more = facts.size() - named.size();
    return (facts.size() == 1 ? "put down to " : "put down to one or more of: ")
        + String.join("; ", named)
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String words(FactDifference fact) {
    return fact.key()
        + " "
        + fact.from().map(ComparisonRow::shortened).orElse("(unknown)")
        + " → "
        + fact.to().map(ComparisonRow::shortened).orElse("(unknown)");
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_FACT ? value : value.substring(0, LONGEST_FACT - 1) + "…";
  }
}
