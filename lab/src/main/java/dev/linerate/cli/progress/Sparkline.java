package dev.linerate.cli.progress;

import dev.linerate.report.Bars;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last values as a row of bars, the tallest being the largest of them. */
final class Sparkline {
  /** So many values are kept. */
  static final int LONGEST = 20;

  private final Deque<Double> values = new ArrayDeque<>();

  void add(double value) {
    if (values.size() == LONGEST) {
      values.remove();
    }
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The last values, padded with spaces, so that what stands behind them does not move. */
  String last(int width) {
    List<Double> shown = values.stream().skip(Math.max(0, values.size() - width)).toList();
    double most = shown.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (double value : shown) {
      text.append(Bars.bar(most > 0 ? value / most : 0));
    }
    return text.append(" ".repeat(width - shown.size())).toString();
  }
}
