package dev.linerate.imports;

import java.util.ArrayList;
import java.util.List;

/** What could not be read: the first of it, and how much there was. */
final class ProblemList {
  /** A damaged log of a million lines must not fill memory, nor the screen. */
  static final int MOST = 200;

  private static final int LONGEST = 300;

  private final List<Problem> first = new ArrayList<>();
  private long count;

  void add(String log, long line, String text) {
    add(log, line, line, text);
  }

  /** Lines of the same kind that follow each other are one problem. */
  void add(String log, long line, long last, String text) {
    if (!first.isEmpty() && first.size() == count) {
      Problem before = first.getLast();
      if (before.log().equals(log) && before.text().equals(text) && before.last() + 1 >= line) {
        first.set(first.size() - 1, new Problem(log, before.line(), last, text));
        return;
      }
    }
    count++;
    if (first.size() < MOST) {
      first.add(new Problem(log, line, last, cut(text)));
    }
  }

  private static String cut(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return safe.length() < text.length() ? safe + "…" : safe.toString();
  }

  List<Problem> first() {
    return List.copyOf(first);
  }

  /** All of them. */
  long count() {
    return count;
  }
}
