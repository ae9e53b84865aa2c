package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Telemetry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the machine did during one trial of a case: the watched one whose bit rate is nearest to the
 * median.
 *
 * @param name {@code trial 2}
 * @param hidden threads of the traffic without a lane
 */
record WatchedTrial(String name, CoreMap cores, List<Lane> lanes, int hidden) {
  /**
   * Empty when no trial was watched.
   *
   * @param seconds where the case's time axis ends
   */
  static Optional<WatchedTrial> of(CaseSummary summary, double seconds) {
    return nearestToMedian(summary)
        .map(trial -> of(trial, trial.telemetry().orElseThrow(), seconds))
        .filter(watched -> !watched.cores().isEmpty());
  }

  /** The watched trial whose bit rate is nearest to the median. */
  static Optional<Trial> nearestToMedian(CaseSummary summary) {
    double median = summary.bitrate().map(bitrate -> bitrate.median()).orElse(0.0);
    return summary.record().trials().stream()
        .filter(trial -> trial.telemetry().isPresent() && !trial.intervals().isEmpty())
        .min(
            Comparator.comparingDouble(
                trial -> Math.abs(median - trial.totals().map(Totals::bitsPerSecond).orElse(0.0))));
  }

  private static WatchedTrial of(Trial trial, Telemetry telemetry, double seconds) {
    List<Slice> slices = Slice.of(telemetry.time(), seconds);
    List<Lane> lanes = Lane.of(telemetry, slices);
    return new WatchedTrial(
        "trial " + trial.repeat(),
        CoreMap.of(telemetry, slices),
        lanes,
        telemetry.threads().size() - lanes.size());
  }

  /** What its caption says beside the legend; may be empty. */
  List<String> notes() {
    return Stream.of(cores.left(), hidden == 0 ? "" : hidden + " more threads have no lane")
        .filter(note -> !note.isEmpty())
        .toList();
  }
}
