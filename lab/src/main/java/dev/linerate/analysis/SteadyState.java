package dev.linerate.analysis;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Where a trial's warm-up ends: MSER cuts so much from the beginning that the mean of the rest is
 * known best, its standard error being smallest (K. P. White, An effective truncation heuristic for
 * bias reduction in simulation output, Simulation 69, 1997; on means of five values it is MSER-5:
 * K. P. White, M. J. Cobb and S. C. Spratt, A comparison of five steady-state truncation heuristics
 * for simulation, WSC 2000).
 */
public final class SteadyState {
  private static final int BATCH = 5;

  /** With fewer batches than this a cut would be too coarse; batches are then smaller. */
  private static final int FEWEST_BATCHES = 20;

  /** Of fewer values nothing can be said. */
  private static final int FEWEST = 8;

  private SteadyState() {}

  /**
   * How many values the warm-up has.
   *
   * @param values in order of time, equally far apart
   * @return empty when no cut before the middle is best: no steady state was reached; and when
   *     there are fewer than eight values
   */
  public static OptionalInt warmUp(double... values) {
    if (values.length < FEWEST) {
      return OptionalInt.empty();
    }
    int batch = Math.clamp(values.length / FEWEST_BATCHES, 1, BATCH);
    double[] means = means(values, batch);
    int last = means.length / 2;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    // not beyond the middle: the last few would win by chance
    for (int cut = 0; cut <= last; cut++) {
      double error = squaredError(means, cut);
      if (error < least) {
        least = error;
        best = cut;
      }
    }
    return best == last ? OptionalInt.empty() : OptionalInt.of(best * batch);
  }

  private static double[] means(double[] values, int batch) {
    double[] means = new double[values.length / batch];
    for (int i = 0; i < means.length; i++) {
      means[i] = Arrays.stream(values, i * batch, (i + 1) * batch).average().orElseThrow();
    }
    return means;
  }

  /** MSER: the sum of squared deviations of what is left, over its number squared. */
  private static double squaredError(double[] means, int cut) {
    double[] rest = Arrays.copyOfRange(means, cut, means.length);
    double mean = Arrays.stream(rest).average().orElseThrow();
    double squares = Arrays.stream(rest).map(v -> (v - mean) * (v - mean)).sum();
    return squares / ((double) rest.length * rest.length);
  }
}
