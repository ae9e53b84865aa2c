package dev.linerate.explain;

import java.util.Arrays;

/** The distribution of Mann and Whitney's U when two samples are of one population. */
final class MannWhitney {
  private MannWhitney() {}

  /**
   * Probability of a U below each k, from k = 0 (where it is 0) to k = n·m + 1 (where it is 1).
   *
   * <p>The recursion is theirs (H. B. Mann and D. R. Whitney, Ann. Math. Statist. 18, 1947, p. 51),
   * in probabilities, so that large samples do not overflow.
   */
  static double[] below(int n, int m) {
    double[] exactly = exactly(n, m);
    double[] below = new double[exactly.length + 1];
    for (int k = 0; k < exactly.length; k++) {
      below[k + 1] = below[k] + exactly[k];
    }
    return below;
  }

  private static double[] exactly(int n, int m) {
    int most = n * m;
    double[][] row = new double[m + 1][most + 1];
    for (double[] ofNone : row) {
      ofNone[0] = 1;
    }
    for (int i = 1; i <= n; i++) {
      Arrays.fill(row[0], 0);
      row[0][0] = 1;
      for (int j = 1; j <= m; j++) {
        next(row[j], row[j - 1], i, j);
      }
    }
    return row[m];
  }

  /**
   * The largest of all i + j values is one of the first sample, which then exceeds all j of the
   * second, or one of the second.
   *
   * @param here of i − 1 and j, becomes that of i and j
   * @param before of i and j − 1
   */
  private static void next(double[] here, double[] before, int i, int j) {
    double first = i / (double) (i + j);
    for (int u = here.length - 1; u >= 0; u--) {
      double exceeding = u >= j ? here[u - j] : 0;
      here[u] = first * exceeding + (1 - first) * before[u];
    }
  }
}
