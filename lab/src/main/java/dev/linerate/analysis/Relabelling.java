package dev.linerate.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether one sample is lower than another, seen from what would be if the two were of the same
 * thing: then every way to deal all values out to the two was as likely as the one that happened
 * (E. J. G. Pitman, JRSS Suppl. 4, 1937). What is looked at is Welch's t of the logarithms, which
 * keeps this right for samples that only have the mean in common (E. Chung and J. P. Romano, Ann.
 * Statist. 41, 2013). Nothing is assumed of the distribution.
 */
public final class Relabelling {
  /** More ways than this are sampled. */
  private static final int MOST = 10_000;

  private static final long SEED = 20;

  /** Sums in another order differ in their last digits. */
  private static final double ROUNDING = 1e-9;

  private final double observed;
  private final double[] ascending;

  private Relabelling(double observed, double[] ascending) {
    this.observed = observed;
    this.ascending = ascending;
  }

  /**
   * Of two samples of at least two positive values each.
   *
   * @param from the one before
   * @param to the one that may be lower
   */
  public static Relabelling of(double[] from, double[] to) {
    double[] all = new double[from.length + to.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.log(i < from.length ? from[i] : to[i - from.length]);
    }
    Dealer dealer = new Dealer(all, to.length);
    int[] actual = new int[to.length];
    Arrays.setAll(actual, i -> from.length + i);
    double[] statistics =
        ways(all.length, to.length) <= MOST ? dealer.every() : dealer.some(MOST, actual);
    Arrays.sort(statistics);
    return new Relabelling(dealer.slowdown(actual), statistics);
  }

  /** How clearly the second sample is lower: Welch's t, positive for lower. */
  public double slowdown() {
    return observed;
  }

  /** How probable at least such a slowdown is when both samples are of the same thing. */
  public double probability(double slowdown) {
    double least =
        Double.isInfinite(slowdown) ? slowdown : slowdown - ROUNDING * (1 + Math.abs(slowdown));
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (ascending[middle] >= least) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (double) (ascending.length - low) / ascending.length;
  }

  /** n over k, or more than can be enumerated. */
  private static double ways(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways *= (double) (n - k + i) / i;
    }
    return ways;
  }

  /** Deals values out and computes the statistic of each deal. */
  private static final class Dealer {
    private final double[] values;
    private final int size;
    private final double sum;
    private final double squares;

    /** Around their mean, so that squares keep their digits. */
    Dealer(double[] values, int size) {
      double mean = Arrays.stream(values).average().orElseThrow();
      this.values = Arrays.stream(values).map(v -> v - mean).toArray();
      this.size = size;
      this.sum = Arrays.stream(this.values).sum();
      this.squares = Arrays.stream(this.values).map(v -> v * v).sum();
    }

    double[] every() {
      double[] statistics = new double[(int) Math.round(ways(values.length, size))];
      int[] chosen = new int[size];
      Arrays.setAll(chosen, i -> i);
      for (int way = 0; way < statistics.length; way++) {
        statistics[way] = slowdown(chosen);
        advance(chosen);
      }
      return statistics;
    }

    /** The one that happened and others at random, which keeps the probability an upper bound. */
    double[] some(int ways, int[] actual) {
      SplittableRandom random = new SplittableRandom(SEED);
      int[] order = new int[values.length];
      Arrays.setAll(order, i -> i);
      double[] statistics = new double[ways];
      statistics[0] = slowdown(actual);
      for (int way = 1; way < ways; way++) {
        for (int i = 0; i < size; i++) {
          int other = i + random.nextInt(order.length - i);
          int swapped = order[i];
          order[i] = order[other];
          order[other] = swapped;
        }
        statistics[way] = slowdown(Arrays.copyOf(order, size));
      }
      return statistics;
    }

    double slowdown(int[] chosen) {
      double chosenSum = 0;
      double chosenSquares = 0;
      for (int index : chosen) {
        chosenSum += values[index];
        chosenSquares += values[index] * values[index];
      }
      int others = values.length - size;
      double difference = (sum - chosenSum) / others - chosenSum / size;
      double variance =
          squaredError(chosenSum, chosenSquares, size)
              + squaredError(sum - chosenSum, squares - chosenSquares, others);
      return difference == 0 ? 0 : difference / Math.sqrt(variance);
    }

    /** Of a mean; rounding must not make it negative. */
    private double squaredError(double sumOf, double squaresOf, int n) {
      double rest = squaresOf - sumOf * sumOf / n;
      return rest < ROUNDING * ROUNDING * squares ? 0 : rest / (n - 1) / n;
    }

    /** The next combination in lexicographic order. */
    private void advance(int[] chosen) {
      int i = size - 1;
      while (i >= 0 && chosen[i] == values.length - size + i) {
        i--;
      }
      if (i >= 0) {
        chosen[i]++;
        for (int j = i + 1; j < size; j++) {
          chosen[j] = chosen[j - 1] + 1;
        }
      }
    }
  }
}
