package dev.linerate.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name someone probably meant. */
public final class ClosestMatch {
  private ClosestMatch() {}

  /** The sentence about a name that is not among those there are. */
  public static String sentence(String what, String name, Collection<String> there) {
    String has = there.isEmpty() ? "there is none" : "there are " + String.join(", ", there);
    return "no " + what + " " + Quote.of(name) + question(name, there) + "; " + has;
  }

  /** {@code (did you mean vxlan?)}, to follow a wrong name; empty when nothing is near. */
  public static String question(String name, Collection<String> there) {
    return of(name, there).map(c -> " (did you mean " + c + "?)").orElse("");
  }

  /** Empty when nothing is near: more than a third of the letters would have to change. */
  static Optional<String> of(String name, Collection<String> there) {
    if (name.length() > 60) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return there.stream()
        .filter(c -> distance(lower, c.toLowerCase(Locale.ROOT)) <= Math.max(1, c.length() / 3))
        .min(Comparator.comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT))));
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
