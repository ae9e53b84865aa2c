package dev.linerate.report;

import dev.linerate.telemetry.TimeAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring samples of a trial's telemetry that a picture shows as one.
 *
 * @param from first sample
 * @param to the first sample behind it
 * @param start seconds since the trial's first byte
 * @param end likewise
 */
record Slice(int from, int to, double start, double end) {
  /** More than these side by side cannot be told apart. */
  static final int MOST = 120;

  /** What lies between the trial's first byte and {@code seconds}, at most {@link #MOST} of it. */
  static List<Slice> of(TimeAxis time, double seconds) {
    int first = time.sampleAt(0);
    int behind = first;
    while (behind < time.samples() && time.start(behind) < seconds) {
      behind++;
    }
    int together = Math.max(1, Math.ceilDiv(behind - first, MOST));
    List<Slice> slices = new ArrayList<>();
    for (int from = first; from < behind; from += together) {
      int to = Math.min(behind, from + together);
      double start = Math.max(0, time.start(from));
      slices.add(new Slice(from, to, start, Math.min(seconds, time.end(to - 1))));
    }
    return slices;
  }
}
