package dev.linerate.analysis.compare;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** How comparisons are put into words. */
final class Words {
  private Words() {}

  /** Of two lists in which much is alike, what is not: {@code offloads: only in A tso}. */
  static String unlike(String what, String a, String b) {
    Set<String> onlyA = items(a);
    Set<String> onlyB = items(b);
    Set<String> both = items(a);
    both.retainAll(onlyB);
    onlyA.removeAll(both);
    onlyB.removeAll(both);
    String first = onlyA.isEmpty() ? "" : "without " + String.join(", ", onlyA);
    String second = onlyB.isEmpty() ? "" : "with " + String.join(", ", onlyB);
    return what + " " + first + (first.isEmpty() || second.isEmpty() ? "" : " and ") + second;
  }

  /** {@code 4.2 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static Set<String> items(String list) {
    return new LinkedHashSet<>(Arrays.asList(list.strip().split("\\s*,\\s*", -1)));
  }
}
