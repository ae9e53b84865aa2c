package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Search;
import dev.linerate.result.Totals;
import java.util.List;
import java.util.Optional;

/**
 * What a tool says of one trial.
 *
 * @param failure why it failed, in a sentence; empty when it succeeded
 * @param totals present when it succeeded
 * @param search the search that it was; empty when it was one test
 * @param version as the tool names itself: {@code iperf 3.12}
 * @param commands the exact commands, server's first
 */
public record Measurement(
    Optional<String> failure,
    Optional<Totals> totals,
    Optional<Search> search,
    List<Interval> intervals,
    String version,
    List<String> commands) {
  public Measurement {
    intervals = List.copyOf(intervals);
    commands = List.copyOf(commands);
  }

  /** Of one test. */
  public Measurement(
      Optional<String> failure,
      Optional<Totals> totals,
      List<Interval> intervals,
      String version,
      List<String> commands) {
    this(failure, totals, Optional.empty(), intervals, version, commands);
  }
}
