package dev.linerate.report;

import dev.linerate.report.Axis.Tick;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One quantity over time, a line or stems for each trial.
 *
 * @param stems events that are counted, drawn as stems; otherwise a line
 * @param limit a level worth a line of its own, in the panel's unit
 * @param traces per trial the values in the panel's unit
 * @param levels of trials that changed theirs, in order of time
 */
record Panel(
    String title,
    String unit,
    boolean stems,
    Axis axis,
    OptionalDouble limit,
    List<Trace> traces,
    List<Level> levels) {
  /** Further along the axis than this a name stands before its line. */
  private static final double LATE = 65;

  Panel(
      String title,
      String unit,
      boolean stems,
      Axis axis,
      OptionalDouble limit,
      List<Trace> traces) {
    this(title, unit, stems, axis, limit, traces, List.of());
  }

  /**
   * A stretch of a trial without a change.
   *
   * @param trial index of its trace
   * @param from second of the trial
   * @param to second of the trial
   * @param value mean, in the panel's unit
   */
  record Level(int trial, double from, double to, double value) {
    boolean changes() {
      return from > 0;
    }

    /** {@code level from 9 s}. */
    String name() {
      return "level from "
          + Text.decimals(from < 10 ? 1 : 0, from).replaceFirst("\\.0$", "")
          + " s";
    }

    int colour() {
      return trial % Chart.COLOURS;
    }
  }

  /** Where a level changes. */
  List<Level> changes() {
    return levels.stream().filter(Level::changes).toList();
  }

  /** Where its name stands: {@code left:40.9%}. */
  static String place(Level level, double seconds) {
    double percent = seconds > 0 ? 100 * level.from() / seconds : 0;
    return percent > LATE
        ? "right:" + Xml.number(100 - percent) + "%"
        : "left:" + Xml.number(percent) + "%";
  }

  private static final double WIDTH = 1000;
  private static final double HEIGHT = 100;

  /**
   * A value at a time, s; NaN where there is none.
   *
   * @param low the lowest of what it stands for
   * @param high the highest
   */
  record Point(double time, double value, double low, double high) {
    /** One that stands for itself. */
    Point(double time, double value) {
      this(time, value, value, value);
    }

    boolean spans() {
      return low < high;
    }

    boolean known() {
      return !Double.isNaN(value);
    }
  }

  /** One trial over time. */
  record Trace(List<Point> points) {
    /** Whether any point stands for several. */
    boolean spans() {
      return points.stream().anyMatch(Point::spans);
    }
  }

  /** Whether there is anything to show. */
  boolean hasValues() {
    return traces.stream().flatMap(trace -> trace.points().stream()).anyMatch(Point::known);
  }

  List<Tick> ticks() {
    return axis.ticks();
  }

  /** Position of the limit above the bottom, %. */
  double limitPercent() {
    return axis.percent(limit.orElse(0));
  }

  /** Lines that stretch with the page; text stands outside, so that it does not. */
  String svg(double seconds) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for (Tick tick : ticks()) {
      String y = Xml.number(HEIGHT - tick.percent());
      svg.append("<path class=\"grid\" d=\"M0 " + y + "H1000\"/>");
    }
    if (limit.isPresent()) {
      String y = Xml.number(HEIGHT - limitPercent());
      svg.append("<path class=\"limit\" d=\"M0 " + y + "H1000\"/>");
    }
    for (int i = 0; i < traces.size() && !stems; i++) {
      if (traces.get(i).spans()) {
        String path = band(traces.get(i), seconds);
        svg.append("<path class=\"band t" + i % Chart.COLOURS + "\" d=\"" + path + "\"/>");
      }
    }
    for (int i = 0; i < traces.size(); i++) {
      String path = stems ? stems(traces.get(i), seconds, i) : line(traces.get(i), seconds);
      svg.append("<path class=\"trace t" + i % Chart.COLOURS + "\" d=\"" + path + "\"/>");
    }
    levels.forEach(level -> svg.append(drawn(level, seconds)));
    return svg.append("</svg>").toString();
  }

  /** Dashes along the level, and across where it begins. */
  private String drawn(Level level, double seconds) {
    String colour = " t" + level.colour() + "\" d=\"M";
    String along =
        place(new Point(level.from(), level.value()), seconds, 0)
            + "H"
            + Xml.number(seconds > 0 ? WIDTH * level.to() / seconds : 0);
    String across = Xml.number(seconds > 0 ? WIDTH * level.from() / seconds : 0) + " 0V100";
    return "<path class=\"level"
        + colour
        + along
        + "\"/>"
        + (level.changes() ? "<path class=\"change" + colour + across + "\"/>" : "");
  }

  private String line(Trace trace, double seconds) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (Point point : trace.points()) {
      if (point.known()) {
        path.append(down ? 'L' : 'M').append(place(point, seconds, 0));
      }
      down = point.known();
    }
    return path.toString();
  }

  /** From the lowest to the highest of each column, so that what a line averages is seen. */
  private String band(Trace trace, double seconds) {
    return trace.points().stream()
        .filter(Point::known)
        .map(point ->
            "M"
                + place(new Point(point.time(), point.high()), seconds, 0)
                + "V"
                + Xml.number(HEIGHT - axis.percent(point.low())))
        .collect(Collectors.joining());
  }

  /** Trials stand side by side; of what a stem stands for the highest is drawn. */
  private String stems(Trace trace, double seconds, int index) {
    double shift = (index - (traces.size() - 1) / 2.0) * 5;
    return trace.points().stream()
        .filter(point -> point.high() > 0)
        .map(point -> "M" + place(new Point(point.time(), point.high()), seconds, shift) + "V100")
        .collect(Collectors.joining());
  }

  private String place(Point point, double seconds, double shift) {
    double x = seconds > 0 ? WIDTH * point.time() / seconds + shift : 0;
    return Xml.number(x) + " " + Xml.number(HEIGHT - axis.percent(point.value()));
  }
}
