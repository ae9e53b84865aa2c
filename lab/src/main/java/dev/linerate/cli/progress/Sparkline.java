package dev.linerate.cli.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last values as a row of bars, the tallest being the largest of them. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private final int width;
  private final Deque<Double> values = new ArrayDeque<>();

  Sparkline(int width) {
    this.width = width;
  }

  void add(double value) {
    if (values.size() == width) {
      values.remove();
    }
    values.add(value);
  }

  /** At most so many bars, the last ones. */
  String last(int most) {
    String all = toString();
    return all.substring(Math.max(0, all.length() - Math.max(0, most)));
  }

  @Override
  public String toString() {
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      int level = most > 0 ? (int) Math.round(value / most * (BARS.length() - 1)) : 0;
      text.append(BARS.charAt(Math.clamp(level, 0, BARS.length() - 1)));
    }
    return text.toString();
  }
}
