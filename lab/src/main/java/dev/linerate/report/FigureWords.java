package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Metric;

/** What is said of a figure beside the bit rate. */
final class FigureWords {
  private FigureWords() {}

  /** {@code worse: CPU time 0.55 s/GB against 0.42 s/GB, 1.31 [1.28, 1.33]}. */
  static String sentence(Figure figure) {
    return figure.change().word().replace('-', ' ')
        + ": "
        + both(figure)
        + figure.ratio().map(ratio -> ", " + ratio(ratio)).orElse("");
  }

  /** {@code CPU time 0.55 s/GB against 0.42 s/GB}. */
  static String both(Figure figure) {
    Metric metric = figure.metric();
    return metric.title()
        + " "
        + value(metric, figure.other().median())
        + " against "
        + value(metric, figure.base().median());
  }

  /** {@code 0.55 s/GB}, {@code 0.35 %}, {@code 12 per GB}. */
  static String value(Metric metric, double value) {
    int decimals = value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return Text.decimals(decimals, value) + " " + metric.unit();
  }

  private static String ratio(RatioInterval ratio) {
    return ComparisonRow.ratio(ratio.ratio())
        + " ["
        + ComparisonRow.ratio(ratio.low())
        + ", "
        + ComparisonRow.ratio(ratio.high())
        + "]";
  }
}
