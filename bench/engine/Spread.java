import java.util.List;

/** Median, extremes and the 95 % interval of the median by order statistics. */
record Spread(double median, double least, double most, double low, double high) {
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    int rank = rank(n);
    return new Spread(
        median,
        sorted.getFirst(),
        sorted.getLast(),
        sorted.get(rank),
        sorted.get(n - 1 - rank));
  }

  /** The largest rank whose interval still covers the median with 95 %; 0 where none does. */
  private static int rank(int n) {
    double term = Math.pow(0.5, n);
    double below = term;
    int rank = 0;
    while (rank < n / 2) {
      term = term * (n - rank) / (rank + 1);
      if (2 * (below + term) > 0.05) {
        return rank;
      }
      below += term;
      rank++;
    }
    return rank;
  }

  @Override
  public String toString() {
    return String.format("%6.2f [%.2f, %.2f]", median, low, high);
  }
}
