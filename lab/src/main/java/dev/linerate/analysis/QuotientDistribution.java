package dev.linerate.analysis;

import dev.linerate.analysis.BootstrapMedian.Atom;
import java.util.List;

/**
 * The distribution of the quotient of two independent medians, both positive.
 *
 * @param below the one that is divided by
 * @param above the one that is divided
 */
record QuotientDistribution(BootstrapMedian below, BootstrapMedian above) {
  /** Halvings of the bracket: what is left of it is less than a double can tell. */
  private static final int STEPS = 64;

  /** The smallest quotient that is not exceeded with the given probability. */
  double quantile(double probability) {
    double low = Math.log(first(above) / last(below)) - 1;
    double high = Math.log(last(above) / first(below));
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (cumulative(Math.exp(middle)) >= probability) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.exp(high);
  }

  /** The probability of {@code above ≤ quotient · below}. */
  private double cumulative(double quotient) {
    double sum = 0;
    double upTo = 0;
    int next = 0;
    List<Atom> upper = above.atoms();
    for (Atom atom : below.atoms()) {
      while (next < upper.size() && upper.get(next).value() <= quotient * atom.value()) {
        upTo += upper.get(next++).weight();
      }
      sum += atom.weight() * upTo;
    }
    return sum;
  }

  private static double first(BootstrapMedian median) {
    return median.atoms().getFirst().value();
  }

  private static double last(BootstrapMedian median) {
    return median.atoms().getLast().value();
  }
}
