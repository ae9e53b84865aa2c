package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A trial as two lines of bars on one time axis: its bit rate, and how busy the busiest core was.
 *
 * @param trial the watched one whose bit rate is nearest to the median
 */
record ExplanationPicture(Trial trial, List<Sample> samples, Telemetry telemetry) {
  private static final int LONGEST = 60;
  private static final int NAME = 9;

  /** What stands behind the bars: {@code to 27.4 Gbit/s}. */
  private static final int FIGURES = 16;

  /** Empty when no trial was watched; each line is at most {@code columns} wide. */
  static List<String> of(CaseSummary summary, int columns) {
    return WatchedTrial.nearestToMedian(summary)
        .map(trial ->
            new ExplanationPicture(
                    trial,
                    Sample.of(trial, summary.record().spec().flow().interval()),
                    trial.telemetry().orElseThrow())
                .lines(Math.clamp(columns - NAME - FIGURES, 1, LONGEST)))
        .orElse(List.of());
  }

  private List<String> lines(int bars) {
    double end = samples.stream().mapToDouble(s -> s.start() + s.seconds()).max().orElse(0);
    Optional<CoreSeries> busiest = busiest();
    if (end <= 0 || busiest.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(rates(bars, end));
    lines.add(busy(busiest.get(), bars, end));
    return lines;
  }

  private String rates(int bars, double end) {
    List<OptionalDouble> rates = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      double from = end * i / bars;
      double to = end * (i + 1) / bars;
      rates.add(overlapMean(from, to));
    }
    double most = rates.stream().flatMapToDouble(OptionalDouble::stream).max().orElse(0);
    String figure = most > 0 ? "to " + new BitRate(most) : "";
    return name("bitrate") + Bars.of(rates, most) + " " + figure;
  }

  /** Mean over the samples that lie there, weighted by how long. */
  private OptionalDouble overlapMean(double from, double to) {
    ToDoubleFunction<Sample> overlap =
        s -> Math.max(0, Math.min(to, s.start() + s.seconds()) - Math.max(from, s.start()));
    double seconds = samples.stream().mapToDouble(overlap).sum();
    double bits =
        samples.stream().mapToDouble(s -> overlap.applyAsDouble(s) * s.bitsPerSecond()).sum();
    return seconds > 0 ? OptionalDouble.of(bits / seconds) : OptionalDouble.empty();
  }

  private String busy(CoreSeries core, int bars, double end) {
    List<OptionalDouble> shares = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      int from = telemetry.time().sampleAt(end * i / bars);
      int to = Math.max(from + 1, telemetry.time().sampleAt(end * (i + 1) / bars));
      shares.add(to <= telemetry.samples() ? core.time().busy(from, to) : OptionalDouble.empty());
    }
    double mean = mean(core).orElse(0);
    return name("core " + core.core())
        + Bars.of(shares, 1)
        + " "
        + Text.decimals(0, mean * 100)
        + " % busy";
  }

  private Optional<CoreSeries> busiest() {
    return telemetry.cores().stream()
        .filter(core -> mean(core).isPresent())
        .max(Comparator.comparingDouble(core -> mean(core).orElse(0)));
  }

  private OptionalDouble mean(CoreSeries core) {
    return core.time().busy(0, telemetry.samples());
  }

  private static String name(String name) {
    return DisplayWidth.padRight(name, NAME);
  }
}
