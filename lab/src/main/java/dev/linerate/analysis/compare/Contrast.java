package dev.linerate.analysis.compare;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.RatioInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A case in one run against the same case in the base run.
 *
 * @param base empty when the base run has no such case
 * @param other empty when the other run has none
 * @param ratio median bit rate of the other against the base's; empty when there is none
 * @param superiority how probable it is that a trial of the other is faster than one of the base,
 *     ties counted half: the effect size A of A. Vargha and H. D. Delaney (A critique and
 *     improvement of the CL common language effect size statistics, J. Educ. Behav. Stat. 25,
 *     2000); ½ is no effect, 0.56 a small, 0.64 a medium, 0.71 a large one
 * @param reasons why the verdict is this; clauses
 * @param facts of the platform that differ and bear on this case
 * @param figures that both have beside the bit rate, which ratio and verdict are of
 */
public record Contrast(
    Optional<Measured> base,
    Optional<Measured> other,
    Optional<RatioInterval> ratio,
    OptionalDouble superiority,
    Verdict verdict,
    List<String> reasons,
    List<FactDifference> facts,
    List<Figure> figures) {
  public Contrast {
    figures = List.copyOf(figures);
    reasons = List.copyOf(reasons);
    facts = List.copyOf(facts);
  }

  /** The medians' ratio, also where too few trials give no interval; empty where one is 0. */
  public OptionalDouble medianRatio() {
    double below = median(base);
    double above = median(other);
    return below > 0 && above > 0 ? OptionalDouble.of(above / below) : OptionalDouble.empty();
  }

  private static double median(Optional<Measured> measured) {
    return measured.flatMap(m -> m.summary().bitrate()).map(MedianInterval::median).orElse(0.0);
  }

  /** Of two cases of which at least one is there. */
  static Contrast of(Optional<Measured> base, Optional<Measured> other, Terms terms) {
    List<String> missing = new ArrayList<>(absent(base, "the first run"));
    missing.addAll(absent(other, "the other run"));
    return missing.isEmpty()
        ? of(base.orElseThrow(), other.orElseThrow(), terms)
        : new Contrast(
            base,
            other,
            Optional.empty(),
            OptionalDouble.empty(),
            Verdict.NOT_COMPARABLE,
            missing,
            List.of(),
            List.of());
  }

  private static Contrast of(Measured base, Measured other, Terms terms) {
    double[] from = base.bitrates();
    double[] to = other.bitrates();
    Optional<RatioInterval> ratio = RatioInterval.of(from, to);
    Judgement judgement = Judgement.of(ratio, Obstacles.between(base, other), terms, from, to);
    return new Contrast(
        Optional.of(base),
        Optional.of(other),
        ratio,
        OptionalDouble.of(superiority(from, to)),
        judgement.verdict(),
        judgement.reasons(),
        FactDifferences.between(base, other),
        Figure.of(base, other, judgement.verdict() != Verdict.NOT_COMPARABLE, terms));
  }

  /** The effect size A of {@code to} over {@code from}, 0 … 1. */
  static double superiority(double[] from, double[] to) {
    double wins = 0;
    for (double a : from) {
      for (double b : to) {
        wins += b > a ? 1 : b == a ? 0.5 : 0;
      }
    }
    return wins / ((double) from.length * to.length);
  }

  private static List<String> absent(Optional<Measured> measured, String where) {
    if (measured.isEmpty()) {
      return List.of("not in " + where);
    }
    var record = measured.get().summary().record();
    return measured.get().summary().totals().isEmpty()
        ? List.of(
            record.status().word()
                + " in "
                + where
                + record.reason().map(reason -> ": " + reason).orElse(""))
        : List.of();
  }
}
