package dev.linerate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the level of a series changes: the least-squares steps with a price for each step, found
 * exactly by PELT (R. Killick, P. Fearnhead and I. A. Eckley, Optimal detection of changepoints
 * with a linear computational cost, JASA 107, 2012). The price is 3 log n of the noise's variance
 * (N. R. Zhang and D. O. Siegmund, A modified Bayes information criterion, Biometrics 63, 2007).
 * The noise comes from differences of neighbours (J. von Neumann, Ann. Math. Statist. 12, 1941),
 * which a few steps hardly disturb.
 *
 * <p>Bit rates of neighbouring intervals are alike, which looks like many steps. {@link
 * AlikeNeighbours} takes away those that this explains as well. Steps of less than 5 % are none,
 * and a long series is put together into {@value #MOST_BLOCKS} means first.
 */
public final class ChangePoints {
  private static final int MOST_BLOCKS = 500;

  /**
   * Values of a level. Fewer that happen to lie together would be taken for one in 5 of 100 series
   * without a change (neighbours alike, φ = 0.6); four are in 2.
   */
  private static final int SHORTEST = 4;

  private static final double SMALLEST_STEP = 0.05;
  private static final double PRICE = 3;

  private final double[] sums;
  private final double[] squares;
  private final double noise;

  private ChangePoints(double[] values) {
    sums = new double[values.length + 1];
    squares = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
      squares[i + 1] = squares[i] + values[i] * values[i];
    }
    noise = noise(values);
  }

  /**
   * Values between two changes.
   *
   * @param from index of the first
   * @param to index after the last
   */
  public record Stretch(int from, int to, double mean) {}

  /** The stretches of a series, in order; one when nothing changes, none of no values. */
  public static List<Stretch> stretches(double... values) {
    if (values.length == 0) {
      return List.of();
    }
    int together = (values.length + MOST_BLOCKS - 1) / MOST_BLOCKS;
    double[] blocks = blocks(values, together);
    // sums of squares lose digits where the mean is far from 0
    double mean = Arrays.stream(blocks).average().orElseThrow();
    double[] centred = Arrays.stream(blocks).map(v -> v - mean).toArray();
    List<Integer> ends =
        AlikeNeighbours.remaining(centred, leastSquares(centred), price(centred.length));
    List<Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      int to = Math.min(values.length, end * together);
      stretches.add(stretch(values, from, to));
      from = to;
    }
    return merged(values, stretches);
  }

  /** Ends of the stretches that least squares make, were every value independent of the last. */
  static List<Integer> leastSquares(double... values) {
    return new ChangePoints(values).ends();
  }

  private static double price(int n) {
    return PRICE * Math.log(n);
  }

  private static double[] blocks(double[] values, int together) {
    double[] blocks = new double[(values.length + together - 1) / together];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] =
          Arrays.stream(values, i * together, Math.min(values.length, (i + 1) * together))
              .average()
              .orElseThrow();
    }
    return blocks;
  }

  /** The variance of what is left when levels are taken away. */
  private static double noise(double[] values) {
    double sum = 0;
    for (int i = 1; i < values.length; i++) {
      sum += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
    }
    return values.length > 1 ? sum / (2 * (values.length - 1)) : 0;
  }

  /** Ends of the cheapest stretches, the last one included. */
  private List<Integer> ends() {
    int n = sums.length - 1;
    if (noise == 0 || n < 2 * SHORTEST) {
      return List.of(n);
    }
    double price = price(n);
    double[] cheapest = new double[n + 1];
    int[] before = new int[n + 1];
    Arrays.fill(cheapest, Double.POSITIVE_INFINITY);
    cheapest[0] = -price;
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int end = SHORTEST; end <= n; end++) {
      for (int start : starts) {
        double cost = cheapest[start] + cost(start, end) + price;
        if (cost < cheapest[end]) {
          cheapest[end] = cost;
          before[end] = start;
        }
      }
      int next = end - SHORTEST + 1;
      prune(starts, cheapest, next);
      starts.add(next);
    }
    return chain(before, n);
  }

  /** A start from which {@code next} is dearer to reach than at best is of no use after it. */
  private void prune(List<Integer> starts, double[] cheapest, int next) {
    starts.removeIf(start -> cheapest[start] + cost(start, next) > cheapest[next]);
  }

  private static List<Integer> chain(int[] before, int n) {
    List<Integer> ends = new ArrayList<>();
    for (int end = n; end > 0; end = before[end]) {
      ends.addFirst(end);
    }
    return ends;
  }

  private double cost(int from, int to) {
    double sum = sums[to] - sums[from];
    return (squares[to] - squares[from] - sum * sum / (to - from)) / noise;
  }

  /** Without the steps that are too small to matter, the smallest first. */
  private static List<Stretch> merged(double[] values, List<Stretch> found) {
    List<Stretch> stretches = new ArrayList<>(found);
    while (stretches.size() > 1) {
      int smallest = 0;
      for (int i = 1; i < stretches.size() - 1; i++) {
        smallest = step(stretches, i) < step(stretches, smallest) ? i : smallest;
      }
      if (step(stretches, smallest) >= SMALLEST_STEP) {
        break;
      }
      Stretch next = stretches.remove(smallest + 1);
      stretches.set(smallest, stretch(values, stretches.get(smallest).from(), next.to()));
    }
    return List.copyOf(stretches);
  }

  /** From stretch i to the next, against the larger of the two. */
  private static double step(List<Stretch> stretches, int i) {
    double a = stretches.get(i).mean();
    double b = stretches.get(i + 1).mean();
    double larger = Math.max(Math.abs(a), Math.abs(b));
    return larger == 0 ? 0 : Math.abs(a - b) / larger;
  }

  private static Stretch stretch(double[] values, int from, int to) {
    return new Stretch(from, to, Arrays.stream(values, from, to).average().orElseThrow());
  }
}
