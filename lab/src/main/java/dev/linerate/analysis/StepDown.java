package dev.linerate.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many comparisons at once: how probable it is that any of them shows so clear a slowdown by
 * chance, the clearest first, each time without those that are clearer (P. H. Westfall and S. S.
 * Young, Resampling-Based Multiple Testing, 1993, §2.6: step-down maxT, here of independent
 * samples, so that the probability is a product and nothing need be drawn).
 */
public final class StepDown {
  private StepDown() {}

  /** For each comparison, in the same order: its probability, corrected for all the others. */
  public static double[] probabilities(List<Relabelling> comparisons) {
    List<Integer> clearest =
        IntStream.range(0, comparisons.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -comparisons.get(i).slowdown()))
            .toList();
    double[] corrected = new double[comparisons.size()];
    double least = 0;
    for (int rank = 0; rank < clearest.size(); rank++) {
      double slowdown = comparisons.get(clearest.get(rank)).slowdown();
      double none =
          clearest.subList(rank, clearest.size()).stream()
              .mapToDouble(i -> 1 - comparisons.get(i).probability(slowdown))
              .reduce(1, (a, b) -> a * b);
      least = Math.max(least, 1 - none);
      corrected[clearest.get(rank)] = least;
    }
    return corrected;
  }
}
