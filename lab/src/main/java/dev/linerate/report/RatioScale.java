package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scale that the intervals of a comparison share: logarithmic, so that half and twice are
 * equally far from 1.
 *
 * @param low ratio at the left end
 * @param high ratio at the right end
 */
record RatioScale(double low, double high) {
  /** One that is off the scale does not squeeze the others. */
  private static final double WIDEST = 4;

  /** Room left and right, and the least there is. */
  private static final double ROOM = 1.02;

  private static final List<Double> TICKS =
      List.of(0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0, 1.02, 1.05, 1.1, 1.25, 1.4, 2.0, 4.0);

  private static final double BETWEEN_TICKS = 0.14;

  static RatioScale of(Collection<RatioInterval> intervals) {
    double low = intervals.stream().mapToDouble(RatioInterval::low).min().orElse(1);
    double high = intervals.stream().mapToDouble(RatioInterval::high).max().orElse(1);
    return new RatioScale(
        Math.max(1 / WIDEST, Math.min(1, low) / ROOM), Math.min(WIDEST, Math.max(1, high) * ROOM));
  }

  /** Where a ratio is: 0 at the left end, 1 at the right; what is off the scale is at an end. */
  double at(double ratio) {
    return Math.clamp(Math.log(ratio / low) / Math.log(high / low), 0, 1);
  }

  /** Round ratios on the scale, far enough from each other to be read; 1 is always one. */
  List<Double> ticks() {
    return Stream.concat(Stream.of(1.0), TICKS.stream().filter(this::hasRoom)).sorted().toList();
  }

  private boolean hasRoom(double tick) {
    return tick > low
        && tick < high
        && tick != 1
        && Math.abs(at(tick) - at(1)) > BETWEEN_TICKS
        && TICKS.stream()
            .filter(t -> t > low && t < high && t != 1 && t != tick)
            .filter(t -> Math.abs(Math.log(t)) > Math.abs(Math.log(tick)))
            .filter(t -> t > 1 == tick > 1)
            .noneMatch(t -> Math.abs(at(t) - at(tick)) < BETWEEN_TICKS);
  }
}
