package dev.linerate.report;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.compare.FactDifference;
import dev.linerate.analysis.compare.Trend;
import dev.linerate.analysis.compare.Trend.Point;
import dev.linerate.analysis.compare.Trend.Series;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A trend with all that is text in it: what its reports are functions of. */
public record TrendModel(Trend trend, List<Row> rows) {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  public TrendModel {
    rows = List.copyOf(rows);
  }

  /**
   * A series.
   *
   * @param title {@code Cross host, TCP, 1 Gbit/s, MTU 1450, by builtin}
   */
  record Row(String title, TrendPicture picture, List<Line> lines) {}

  /**
   * A run in it.
   *
   * @param change {@code kernel 6.1 → 6.18}, or empty
   */
  record Line(String started, String run, String median, String range, String n, String change) {}

  public static TrendModel of(Trend trend) {
    return new TrendModel(trend, trend.series().stream().map(TrendModel::row).toList());
  }

  private static Row row(Series series) {
    TrendPicture picture = TrendPicture.of(series);
    return new Row(
        title(series),
        picture,
        series.points().stream().map(point -> line(point, picture.unit())).toList());
  }

  private static String title(Series series) {
    List<String> parts = new ArrayList<>();
    parts.add(series.spec().placement() == Placement.SAME_HOST ? "Same host" : "Cross host");
    parts.add(Text.flow(series.spec()));
    if (!series.spec().pinning().equals(Pinning.NONE)) {
      parts.add("pin " + series.spec().pinning().word());
    }
    parts.addAll(series.conditions());
    return String.join(", ", parts);
  }

  private static Line line(Point point, String unit) {
    MedianInterval rate = point.rate();
    return new Line(
        WHEN.format(point.started()),
        point.run(),
        Text.in(unit, rate.median()) + " " + unit,
        rate.n() > 1 ? "[" + Text.range(unit, rate) + "]" : "",
        "n=" + rate.n(),
        point.changes().stream().map(TrendModel::words).collect(Collectors.joining("; ")));
  }

  private static String words(FactDifference change) {
    return change.key() + " " + change.from().orElse("?") + " → " + change.to().orElse("?");
  }
}
