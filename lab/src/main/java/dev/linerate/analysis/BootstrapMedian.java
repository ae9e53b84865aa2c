package dev.linerate.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The distribution of the median of samples drawn with replacement from {@code n} values: what a
 * bootstrap of the median tends to with ever more resamples. It is known exactly, so that nothing
 * is drawn and the same values always give the same answer (J. S. Maritz and R. G. Jarrett, A note
 * on estimating the variance of the sample median, JASA 73, 1978; B. Efron, The Jackknife, the
 * Bootstrap and Other Resampling Plans, SIAM 1982, §10.2). For even {@code n} the median is the
 * mean of the two in the middle, whose joint distribution is as well known.
 */
final class BootstrapMedian {
  /** Less probable medians are left out: all of them together change no quantile. */
  private static final double NEGLIGIBLE = 1e-13;

  private final List<Atom> atoms;

  private BootstrapMedian(List<Atom> atoms) {
    this.atoms = atoms;
  }

  /** A possible median and its probability. */
  record Atom(double value, double weight) {}

  /** Of at least one value, in any order. */
  static BootstrapMedian of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Stream<Atom> atoms = sorted.length % 2 == 1 ? odd(sorted) : even(sorted);
    return new BootstrapMedian(
        atoms
            .filter(atom -> atom.weight() > NEGLIGIBLE)
            .sorted(Comparator.comparingDouble(Atom::value))
            .toList());
  }

  /** Ascending; the sum of the weights is 1 up to what was left out as negligible. */
  List<Atom> atoms() {
    return atoms;
  }

  double variance() {
    double mean = atoms.stream().mapToDouble(a -> a.value() * a.weight()).sum();
    return atoms.stream()
        .mapToDouble(a -> (a.value() - mean) * (a.value() - mean) * a.weight())
        .sum();
  }

  private static Stream<Atom> odd(double[] sorted) {
    double[] weights = middle(sorted.length);
    return IntStream.range(0, sorted.length).mapToObj(i -> new Atom(sorted[i], weights[i]));
  }

  private static Stream<Atom> even(double[] sorted) {
    int n = sorted.length;
    double[] lower = middle(n);
    double[][] pairs = pairs(n);
    return IntStream.range(0, n)
        .boxed()
        .flatMap(i ->
            IntStream.range(i, n)
                .mapToObj(j ->
                    new Atom(
                        (sorted[i] + sorted[j]) / 2,
                        j > i ? pairs[i][j] : lower[i] - Arrays.stream(pairs[i], i + 1, n).sum())));
  }

  /** The probability of each value to be the ⌈n/2⌉-th smallest of n that are drawn. */
  private static double[] middle(int n) {
    int rank = (n + 1) / 2;
    double[] upTo =
        IntStream.rangeClosed(0, n)
            .mapToDouble(
                i -> BinomialDistribution.of(n, (double) i / n).survivalProbability(rank - 1))
            .toArray();
    return IntStream.range(0, n).mapToDouble(i -> upTo[i + 1] - upTo[i]).toArray();
  }

  /**
   * The probability that values i &lt; j are the two in the middle: half of the draws are of i or
   * below and one of them is i, the other half are of j or above and one is j.
   */
  private static double[][] pairs(int n) {
    double[] below = new double[n + 1];
    double logChoose =
        IntStream.rangeClosed(1, n / 2).mapToDouble(k -> Math.log((n / 2.0 + k) / k)).sum();
    for (int i = 1; i <= n; i++) {
      below[i] = Math.exp(logChoose / 2 + n / 2.0 * Math.log((double) i / n));
    }
    double[][] pairs = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        pairs[i][j] = (below[i + 1] - below[i]) * (below[n - j] - below[n - j - 1]);
      }
    }
    return pairs;
  }
}
