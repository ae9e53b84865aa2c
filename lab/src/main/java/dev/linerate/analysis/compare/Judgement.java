package dev.linerate.analysis.compare;

import dev.linerate.analysis.RatioInterval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A verdict and why. */
record Judgement(Verdict verdict, List<String> reasons) {

  /**
   * Judges two samples of trials.
   *
   * @param from bit rates of the base's trials
   * @param to of the other's
   */
  static Judgement of(
      Optional<RatioInterval> ratio,
      List<Obstacle> obstacles,
      Terms terms,
      double[] from,
      double[] to) {
    List<String> inTheWay =
        Stream.concat(
                obstacles.stream()
                    .filter(o -> !terms.across().contains(o.trait()))
                    .map(Obstacle::why),
                sample(from, to, ratio).stream())
            .toList();
    if (!inTheWay.isEmpty()) {
      return new Judgement(Verdict.NOT_COMPARABLE, inTheWay);
    }
    List<String> accepted = obstacles.stream().map(Obstacle::why).toList();
    Judgement judgement = of(ratio.orElseThrow(), terms.margin());
    return new Judgement(
        judgement.verdict(),
        Stream.concat(judgement.reasons().stream(), accepted.stream()).toList());
  }

  private static Judgement of(RatioInterval ratio, double margin) {
    if (ratio.low() >= 1 - margin && ratio.high() <= 1 + margin) {
      return new Judgement(
          Verdict.NO_DIFFERENCE, List.of("within " + Words.percent(margin) + " of each other"));
    }
    if (!ratio.excludesOne()) {
      return new Judgement(Verdict.NO_DIFFERENCE, List.of("the interval holds 1"));
    }
    if (Math.abs(ratio.ratio() - 1) < margin) {
      return new Judgement(
          Verdict.NO_DIFFERENCE,
          List.of("a difference of less than the " + Words.percent(margin) + " that matter"));
    }
    return new Judgement(ratio.ratio() > 1 ? Verdict.FASTER : Verdict.SLOWER, List.of());
  }

  private static Optional<String> sample(
      double[] from, double[] to, Optional<RatioInterval> ratio) {
    if (Math.min(from.length, to.length) < RatioInterval.FEWEST) {
      return Optional.of(
          from.length
              + " and "
              + to.length
              + (to.length == 1 ? " trial" : " trials")
              + ", fewer than "
              + RatioInterval.FEWEST);
    }
    return ratio.isEmpty()
        ? Optional.of("a trial received nothing, which no ratio can be made of")
        : Optional.empty();
  }
}
