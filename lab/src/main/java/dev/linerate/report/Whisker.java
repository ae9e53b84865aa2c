package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import java.util.OptionalDouble;

/** A median as a dot and its interval as a line, on a scale from 0 that a column shares. */
final class Whisker {
  private Whisker() {}

  /**
   * @param end the value at the right end of the scale
   * @param limit where to set a mark, in the same unit
   */
  static String svg(MedianInterval value, double end, OptionalDouble limit) {
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"whisker\" width=\"100%\" height=\"14\" aria-hidden=\"true\">");
    svg.append("<path class=\"axis\" d=\"M0 7h4000\"/>");
    rect(svg, "fill", 0, value.median() / end, 4, 6);
    if (limit.isPresent()) {
      line(svg, "mark", limit.getAsDouble() / end, 1, 13);
    }
    rect(svg, "range", value.low() / end, (value.high() - value.low()) / end, 5.5, 3);
    line(svg, "end", value.low() / end, 3, 11);
    line(svg, "end", value.high() / end, 3, 11);
    svg.append("<circle class=\"dot\" cx=\"" + percent(value.median() / end))
        .append("\" cy=\"7\" r=\"3.5\"/>");
    return svg.append("</svg>").toString();
  }

  private static void rect(
      StringBuilder svg, String style, double from, double width, double y, double height) {
    svg.append("<rect class=\"" + style + "\" x=\"" + percent(from) + "\" y=\"" + y)
        .append("\" width=\"" + percent(width) + "\" height=\"" + height + "\"/>");
  }

  private static void line(StringBuilder svg, String style, double at, int from, int to) {
    String x = percent(at);
    svg.append("<line class=\"" + style + "\" x1=\"" + x + "\" x2=\"" + x)
        .append("\" y1=\"" + from + "\" y2=\"" + to + "\"/>");
  }

  /** The last percent is kept free, so that a dot at the end is whole. */
  private static String percent(double share) {
    return Text.decimals(2, Math.clamp(share, 0, 1) * 99) + "%";
  }
}
