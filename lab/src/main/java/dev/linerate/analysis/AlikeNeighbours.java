package dev.linerate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which changes of level are left when neighbours may be alike for a while without any change. Bit
 * rates wander: a value is more like the one before it than like others, and least squares make
 * steps of that. So levels with and without each change are compared as what they are, models of a
 * series whose deviations are an autoregression of first order (S. Chakar, E. Lebarbier, C.
 * Lévy-Leduc and S. Robin, A robust approach for estimating change-points in the mean of an AR(1)
 * process, Bernoulli 23, 2017), by their likelihood and the same price for a change. Changes are
 * taken away one by one, the least important first, and the best of what was on the way is kept.
 */
final class AlikeNeighbours {
  /** A deviation that never ends is a level of its own. */
  private static final double MOST_ALIKE = 0.95;

  /** Of the sum of squares: less is what rounding leaves. */
  private static final double NOTHING = 1e-18;

  private final double[] values;
  private final double price;

  private AlikeNeighbours(double[] values, double price) {
    this.values = values;
    this.price = price;
  }

  /**
   * The ends of the stretches that are left, the last one included.
   *
   * @param ends of all stretches that may be there
   * @param price of a change, in units of twice the logarithm of the likelihood
   */
  static List<Integer> remaining(double[] values, List<Integer> ends, double price) {
    AlikeNeighbours model = new AlikeNeighbours(values, price);
    List<Integer> best = ends;
    double lowest = model.cost(ends);
    List<Integer> left = ends;
    while (left.size() > 1) {
      left = model.withoutLeast(left);
      double cost = model.cost(left);
      if (cost < lowest) {
        lowest = cost;
        best = left;
      }
    }
    return best;
  }

  private List<Integer> withoutLeast(List<Integer> ends) {
    List<Integer> best = ends;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ends.size() - 1; i++) {
      List<Integer> without = new ArrayList<>(ends.subList(0, i));
      without.addAll(ends.subList(i + 1, ends.size()));
      double cost = cost(without);
      if (cost < lowest || best.size() == ends.size()) {
        lowest = cost;
        best = without;
      }
    }
    return best;
  }

  /** −2 log likelihood, and the price of the changes; −∞ where nothing deviates from its level. */
  private double cost(List<Integer> ends) {
    Deviations deviations = new Deviations();
    int from = 0;
    for (int to : ends) {
      deviations.add(values, from, to);
      from = to;
    }
    double innovations = deviations.innovations();
    return innovations <= NOTHING * squares(values)
        ? Double.NEGATIVE_INFINITY
        : values.length * Math.log(innovations / values.length) + price * (ends.size() - 1);
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(value -> value * value).sum();
  }

  /** Sums over how far values are from the mean of their stretch. */
  private static final class Deviations {
    private double squares;
    private double products;
    private double firsts;
    private double lasts;

    void add(double[] values, int from, int to) {
      double mean = Arrays.stream(values, from, to).average().orElseThrow();
      double before = 0;
      for (int i = from; i < to; i++) {
        double deviation = values[i] - mean;
        squares += deviation * deviation;
        products += deviation * before;
        before = deviation;
      }
      firsts += (values[from] - mean) * (values[from] - mean);
      lasts += before * before;
    }

    /**
     * The sum of squares of what is new in each value: (1 − φ²) of a stretch's first, and (x − φ ·
     * before)² of all others.
     */
    double innovations() {
      double alike = squares == 0 ? 0 : Math.clamp(products / squares, 0, MOST_ALIKE);
      return (1 - alike * alike) * firsts
          + (squares - firsts)
          - 2 * alike * products
          + alike * alike * (squares - lasts);
    }
  }
}
