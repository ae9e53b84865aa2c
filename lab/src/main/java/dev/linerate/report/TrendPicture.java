package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.compare.Trend.Point;
import dev.linerate.analysis.compare.Trend.Series;
import dev.linerate.unit.BitRate;
import java.util.List;

/**
 * A series as a picture: runs side by side, equally far apart, from what all of them reach to the
 * best. The scale does not begin at 0, so that what changed can be seen; its ends are written.
 *
 * @param low bit/s at the bottom
 * @param high bit/s at the top
 * @param unit of all numbers of the series
 */
record TrendPicture(Series series, double low, double high, String unit) {
  private static final int HEIGHT = 150;
  private static final int ROOM = 10;

  /** A steady network does not look as if it jumped: a tenth at least is shown. */
  private static final double LEAST_RANGE = 0.1;

  static TrendPicture of(Series series) {
    List<MedianInterval> rates = series.points().stream().map(Point::rate).toList();
    double high = rates.stream().mapToDouble(MedianInterval::high).max().orElse(1);
    double low = rates.stream().mapToDouble(MedianInterval::low).min().orElse(0);
    boolean transactions = series.spec().flow().transaction().isPresent();
    String unit = transactions ? Text.TRANSACTIONS : new BitRate(high).unitName();
    return new TrendPicture(series, Math.min(low, high * (1 - LEAST_RANGE)), high, unit);
  }

  /** A bar for each of the last runs. */
  String sparkline(int most) {
    StringBuilder bars = new StringBuilder();
    List<Point> points = series.points();
    points.stream()
        .skip(Math.max(0, points.size() - most))
        .forEach(point -> bars.append(Bars.bar(share(point.rate().median()))));
    return bars.toString();
  }

  /** As wide as its place. */
  String svg() {
    StringBuilder svg =
        new StringBuilder(
                "<svg class=\"trend\" width=\"100%\" height=\"" + HEIGHT + "\" role=\"img\"")
            .append(" aria-label=\"medians of " + series.points().size() + " runs\">");
    for (int i = 0; i < series.points().size(); i++) {
      if (!series.points().get(i).changes().isEmpty()) {
        line(svg, "change", x(i - 0.5), 0, x(i - 0.5), HEIGHT);
      }
    }
    for (int i = 0; i < series.points().size(); i++) {
      point(svg, i);
    }
    return svg.append("</svg>").toString();
  }

  /** {@code 906}, in the series' unit. */
  String number(double rate) {
    return Text.in(unit, rate);
  }

  private void point(StringBuilder svg, int i) {
    MedianInterval rate = series.points().get(i).rate();
    if (i > 0) {
      double before = series.points().get(i - 1).rate().median();
      line(svg, "path", x(i - 1), y(before), x(i), y(rate.median()));
    }
    line(svg, "range", x(i), y(rate.low()), x(i), y(rate.high()));
    svg.append("<circle cx=\"" + x(i) + "\" cy=\"" + Xml.number(y(rate.median())) + "\" r=\"4\">")
        .append("<title>")
        .append(Xml.escape(series.points().get(i).run()))
        .append(": ")
        .append(number(rate.median()) + " " + unit)
        .append("</title></circle>");
  }

  private static void line(
      StringBuilder svg, String style, String x1, double y1, String x2, double y2) {
    svg.append("<line class=\"" + style + "\" x1=\"" + x1 + "\" y1=\"" + Xml.number(y1))
        .append("\" x2=\"" + x2 + "\" y2=\"" + Xml.number(y2) + "\"/>");
  }

  private String x(double index) {
    return Text.decimals(2, 100 * (index + 0.5) / series.points().size()) + "%";
  }

  private double y(double bitsPerSecond) {
    return ROOM + (1 - share(bitsPerSecond)) * (HEIGHT - 2 * ROOM);
  }

  private double share(double bitsPerSecond) {
    return high > low ? (bitsPerSecond - low) / (high - low) : 1;
  }
}
