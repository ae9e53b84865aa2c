package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;

/** A ratio as a dot and its interval as a line, around a mark at 1 that all rows share. */
final class Forest {
  private Forest() {}

  /** {@code ──●──│ } of so many characters. */
  static String text(RatioInterval interval, RatioScale scale, int width) {
    char[] line = " ".repeat(width).toCharArray();
    line[column(scale, 1, width)] = '│';
    int low = column(scale, interval.low(), width);
    int high = column(scale, interval.high(), width);
    for (int i = low; i <= high; i++) {
      line[i] = line[i] == '│' ? '┼' : '─';
    }
    line[column(scale, interval.ratio(), width)] = '●';
    return new String(line);
  }

  /**
   * A picture as wide as its cell.
   *
   * @param verdict its class, which decides the colour
   */
  static String svg(RatioInterval interval, RatioScale scale, String verdict) {
    double low = scale.at(interval.low());
    double high = scale.at(interval.high());
    StringBuilder svg =
        new StringBuilder("<svg class=\"forest ")
            .append(verdict)
            .append("\" width=\"100%\" height=\"22\" aria-hidden=\"true\">")
            .append("<path class=\"axis\" d=\"M0 11h4000\"/>");
    line(svg, "one", scale.at(1), 0, 22);
    svg.append("<rect class=\"range\" x=\"")
        .append(percent(low))
        .append("\" y=\"9.5\" width=\"")
        .append(Text.decimals(2, (high - low) * 98))
        .append("%\" height=\"3\"/>");
    line(svg, "end", low, 6, 16);
    line(svg, "end", high, 6, 16);
    return svg.append("<circle class=\"dot\" cx=\"")
        .append(percent(scale.at(interval.ratio())))
        .append("\" cy=\"11\" r=\"4.5\"/></svg>")
        .toString();
  }

  /** The outer hundredths are kept free, so that a dot at an end is whole. */
  static String percent(double share) {
    return Text.decimals(2, 1 + share * 98) + "%";
  }

  private static void line(StringBuilder svg, String style, double at, int from, int to) {
    String x = percent(at);
    svg.append("<line class=\"" + style + "\" x1=\"" + x + "\" x2=\"" + x)
        .append("\" y1=\"" + from + "\" y2=\"" + to + "\"/>");
  }

  private static int column(RatioScale scale, double ratio, int width) {
    return (int) Math.round(scale.at(ratio) * (width - 1));
  }
}
