package dev.linerate.analysis.compare;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.RatioInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One more figure of a case in two runs, beside its bit rate.
 *
 * @param base median over the base's trials, in the metric's unit
 * @param other likewise
 * @param ratio of the medians, other against base; empty where a trial has none of it (no loss, no
 *     segment sent again), of which no ratio can be made
 */
public record Figure(
    Metric metric,
    MedianInterval base,
    MedianInterval other,
    Optional<RatioInterval> ratio,
    Change change) {

  /** What became of it, seen from whether less of it is better. */
  public enum Change {
    BETTER,
    WORSE,
    /** There may be one; these trials do not show it, or it is too small to matter. */
    NO_DIFFERENCE,
    NOT_COMPARABLE;

    /** For files: {@code no-difference}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * All that both cases have.
   *
   * @param comparable whether nothing else decides the figures by itself
   */
  static List<Figure> of(Measured base, Measured other, boolean comparable, Terms terms) {
    return Stream.of(Metric.values())
        .filter(metric -> metric != Metric.BITRATE)
        .flatMap(metric -> of(metric, base, other, comparable, terms).stream())
        .toList();
  }

  private static Optional<Figure> of(
      Metric metric, Measured base, Measured other, boolean comparable, Terms terms) {
    double[] from = base.values(metric);
    double[] to = other.values(metric);
    if (from.length == 0 || to.length == 0) {
      return Optional.empty();
    }
    Optional<RatioInterval> ratio = RatioInterval.of(from, to);
    boolean nothing = Stream.of(from, to).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0);
    Change change =
        !comparable
            ? Change.NOT_COMPARABLE
            : nothing
                ? Change.NO_DIFFERENCE
                : change(metric, Judgement.of(ratio, List.of(), terms, from, to).verdict());
    return Optional.of(
        new Figure(metric, MedianInterval.of(from), MedianInterval.of(to), ratio, change));
  }

  /** A verdict's faster is more of it. */
  private static Change change(Metric metric, Verdict verdict) {
    return switch (verdict) {
      case FASTER -> metric.lessIsBetter() ? Change.WORSE : Change.BETTER;
      case SLOWER -> metric.lessIsBetter() ? Change.BETTER : Change.WORSE;
      case NO_DIFFERENCE -> Change.NO_DIFFERENCE;
      case NOT_COMPARABLE -> Change.NOT_COMPARABLE;
    };
  }

  /** Whether it was shown to have changed. */
  public boolean hasChanged() {
    return change == Change.BETTER || change == Change.WORSE;
  }
}
