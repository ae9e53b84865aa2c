package dev.linerate.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the gap divides among causes: each moment's part of the gap goes to the one cause that held
 * it then, so that shares never sum to more than the gap, and what no cause held stays unexplained.
 *
 * @param byCause 0 to 1 each
 * @param moments those of each cause
 * @param unexplained 0 to 1
 */
record Shares(Map<Cause, Double> byCause, Map<Cause, List<Moment>> moments, double unexplained) {

  /**
   * Divides.
   *
   * @param reference bit/s that could be; empty divides the time
   * @param deeper gives what is behind a cause, or the cause itself
   */
  static Shares of(List<Moment> moments, Optional<Double> reference, UnaryOperator<Cause> deeper) {
    Map<Cause, Double> weights = new EnumMap<>(Cause.class);
    Map<Cause, List<Moment>> held = new EnumMap<>(Cause.class);
    double all = 0;
    for (Moment moment : moments) {
      double weight =
          reference
              .map(rate -> Math.max(0, rate - moment.bitsPerSecond()) * moment.seconds())
              .orElse(moment.seconds());
      all += weight;
      Optional<Cause> cause = Judge.of(moment).map(deeper);
      if (cause.isPresent()) {
        weights.merge(cause.get(), weight, Double::sum);
        held.computeIfAbsent(cause.get(), _ -> new ArrayList<>()).add(moment);
      }
    }
    double whole = all;
    if (whole > 0) {
      weights.replaceAll((_, weight) -> weight / whole);
    }
    double explained = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Shares(weights, held, whole > 0 ? Math.max(0, 1 - explained) : 0);
  }

  /** Causes, the weightiest first. */
  List<Cause> ranked() {
    return byCause.entrySet().stream()
        .sorted(Map.Entry.<Cause, Double>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
