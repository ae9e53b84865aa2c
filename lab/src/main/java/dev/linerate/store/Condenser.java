package dev.linerate.store;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the intervals of a long trial together as they come: all streams of a side and direction to
 * one, and neighbours to as few as a picture can show, each with the extremes of what it stands
 * for. It takes the memory of the result, however long the trial was.
 */
final class Condenser {
  private final Map<Line, CondensedLine> lines = new LinkedHashMap<>();

  private final int most;

  /**
   * @param most of one side and direction; there may be twice as many
   */
  Condenser(int most) {
    this.most = most;
  }

  private record Line(Side side, boolean reverse) {}

  /** Takes the next; those of one side and direction come in order of time. */
  void add(Interval interval) {
    lines
        .computeIfAbsent(
            new Line(interval.side(), interval.reverse()), _ -> new CondensedLine(most))
        .add(interval);
  }

  List<Interval> all() {
    return lines.values().stream().flatMap(line -> line.all().stream()).toList();
  }
}
