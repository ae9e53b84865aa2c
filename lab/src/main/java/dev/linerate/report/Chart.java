package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.WireLimit;
import dev.linerate.plan.Protocol;
import dev.linerate.report.Axis.Tick;
import dev.linerate.report.Panel.Point;
import dev.linerate.report.Panel.Trace;
import dev.linerate.result.Trial;
import dev.linerate.unit.BitRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A case over time: bit rate, and what explains it, on one axis.
 *
 * @param seconds end of the axis
 * @param trials names of the lines: {@code trial 1}
 * @param watched cores and threads of one of the trials; empty when none was watched
 */
record Chart(
    String id,
    double seconds,
    List<String> trials,
    List<Panel> panels,
    Optional<WatchedTrial> watched) {
  /** So many trials have a colour of their own. */
  static final int COLOURS = 6;

  /** More than this many levels hide the lines that they are of. */
  private static final int MOST_LEVELS = 24;

  private static final double KIB = 1024;

  /** Without panels when no interval was reported. */
  static Chart of(CaseSummary summary) {
    List<Trial> trials =
        summary.record().trials().stream().filter(t -> !t.intervals().isEmpty()).toList();
    Duration nominal = summary.record().spec().flow().interval();
    List<List<Sample>> samples = trials.stream().map(t -> Sample.of(t, nominal)).toList();
    double seconds =
        samples.stream()
            .flatMap(List::stream)
            .mapToDouble(s -> s.start() + s.seconds())
            .max()
            .orElse(0);
    return new Chart(
        "case-" + summary.record().number(),
        seconds,
        trials.stream().map(trial -> name(summary, trial)).toList(),
        panels(summary, trials, samples).stream().filter(Panel::hasValues).toList(),
        WatchedTrial.of(summary, seconds));
  }

  List<Tick> times() {
    return Axis.exactly(seconds, 5).ticks();
  }

  private static String name(CaseSummary summary, Trial trial) {
    return "trial " + trial.repeat() + (summary.isOutlier(trial) ? ", an outlier" : "");
  }

  private static List<Panel> panels(
      CaseSummary summary, List<Trial> trials, List<List<Sample>> samples) {
    List<Panel> panels = new ArrayList<>();
    panels.add(bitrate(summary, trials, samples));
    if (summary.record().spec().flow().protocol() == Protocol.TCP) {
      panels.add(retransmits(samples));
      panels.add(window(samples));
    } else {
      panels.add(
          panel("Lost", "%", true, traces(samples, Sample::lostPercent, Chart::lostPeak, 1)));
      panels.add(
          panel(
              "Jitter", "ms", false, traces(samples, Sample::jitterMillis, Chart::jitterPeak, 1)));
    }
    return panels;
  }

  private static Panel bitrate(
      CaseSummary summary, List<Trial> trials, List<List<Sample>> samples) {
    OptionalDouble limit =
        summary
            .wireLimit()
            .map(WireLimit::goodput)
            .map(l -> OptionalDouble.of(l.bitsPerSecond()))
            .orElse(OptionalDouble.empty());
    double most =
        samples.stream()
            .flatMap(List::stream)
            .mapToDouble(s -> s.extremes().highest())
            .max()
            .orElse(0);
    String unit = new BitRate(Math.max(most, limit.orElse(0))).unitName();
    double scale = scale(unit);
    List<Trace> traces =
        traces(
            samples,
            s -> OptionalDouble.of(s.bitsPerSecond()),
            s -> new Band(s.extremes().lowest(), s.extremes().highest()),
            scale);
    OptionalDouble level =
        limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() / scale) : limit;
    Axis axis = Axis.upTo(Math.max(most, limit.orElse(0)) / scale, 4);
    return new Panel("Bitrate", unit, false, axis, level, traces, levels(summary, trials, scale));
  }

  /** Of the trials whose level changed, as long as there are few enough to be told apart. */
  private static List<Panel.Level> levels(CaseSummary summary, List<Trial> trials, double scale) {
    Duration nominal = summary.record().spec().flow().interval();
    List<Panel.Level> levels = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      for (Levels.Stretch stretch : Levels.of(trials.get(i), nominal)) {
        levels.add(
            new Panel.Level(i, stretch.from(), stretch.to(), stretch.bitsPerSecond() / scale));
      }
    }
    return levels.size() <= MOST_LEVELS ? levels : List.of();
  }

  private static Panel retransmits(List<List<Sample>> samples) {
    List<Trace> traces = traces(samples, Sample::retransmits, 1);
    Axis axis = Axis.ofCounts(max(traces), 2);
    return new Panel("Retransmits", "segments", true, axis, OptionalDouble.empty(), traces);
  }

  private static Panel window(List<List<Sample>> samples) {
    double most = max(traces(samples, Sample::congestionWindow, 1));
    boolean large = most >= KIB * KIB;
    return panel(
        "Congestion window",
        large ? "MiB" : "KiB",
        false,
        traces(samples, Sample::congestionWindow, large ? KIB * KIB : KIB));
  }

  /** The lowest and the highest of what a sample stands for; NaN where that is not known. */
  private record Band(double low, double high) {}

  private static Band lostPeak(Sample sample) {
    return peak(sample.extremes().highestLostPercent());
  }

  private static Band jitterPeak(Sample sample) {
    return peak(sample.extremes().highestJitterMillis());
  }

  /** What goes up from the mean only. */
  private static Band peak(OptionalDouble highest) {
    return new Band(Double.NaN, highest.orElse(Double.NaN));
  }

  private static Panel panel(String title, String unit, boolean stems, List<Trace> traces) {
    return new Panel(title, unit, stems, Axis.upTo(max(traces), 2), OptionalDouble.empty(), traces);
  }

  private static List<Trace> traces(
      List<List<Sample>> samples, Function<Sample, OptionalDouble> column, double scale) {
    return traces(samples, column, _ -> new Band(Double.NaN, Double.NaN), scale);
  }

  private static List<Trace> traces(
      List<List<Sample>> samples,
      Function<Sample, OptionalDouble> column,
      Function<Sample, Band> band,
      double scale) {
    return samples.stream()
        .map(trial ->
            new Trace(
                trial.stream()
                    .map(s ->
                        point(
                            s.middle(),
                            column.apply(s).orElse(Double.NaN) / scale,
                            band.apply(s).low() / scale,
                            band.apply(s).high() / scale))
                    .toList()))
        .toList();
  }

  private static Point point(double time, double value, double low, double high) {
    return new Point(
        time,
        value,
        Double.isNaN(low) ? value : Math.min(low, value),
        Double.isNaN(high) ? value : Math.max(high, value));
  }

  private static double max(List<Trace> traces) {
    return traces.stream()
        .flatMap(trace -> trace.points().stream())
        .filter(Point::known)
        .mapToDouble(Point::high)
        .max()
        .orElse(0);
  }

  private static double scale(String unit) {
    return switch (unit.charAt(0)) {
      case 'k' -> 1e3;
      case 'M' -> 1e6;
      case 'G' -> 1e9;
      case 'T' -> 1e12;
      default -> 1;
    };
  }
}
