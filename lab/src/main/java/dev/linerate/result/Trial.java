package dev.linerate.result;

import dev.linerate.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One execution of a case.
 *
 * @param repeat which round of the run, from 1
 * @param status measured or failed
 * @param reason why it failed; empty when measured
 * @param totals present when measured
 * @param search the search that it was; empty when it was one test
 * @param toolVersion as the tool names itself, {@code iperf 3.12}
 * @param commands the exact commands, server's first
 * @param telemetry what the machine did meanwhile; empty when it was not watched
 */
public record Trial(
    int repeat,
    Instant started,
    Status status,
    Optional<String> reason,
    Optional<Totals> totals,
    Optional<Search> search,
    List<Interval> intervals,
    String toolVersion,
    List<String> commands,
    Optional<Telemetry> telemetry) {
  public Trial {
    intervals = List.copyOf(intervals);
    commands = List.copyOf(commands);
  }

  /** One test that was not watched. */
  public Trial(
      int repeat,
      Instant started,
      Status status,
      Optional<String> reason,
      Optional<Totals> totals,
      List<Interval> intervals,
      String toolVersion,
      List<String> commands) {
    this(
        repeat,
        started,
        status,
        reason,
        totals,
        Optional.empty(),
        intervals,
        toolVersion,
        commands,
        Optional.empty());
  }

  /** The same in another round. */
  public Trial withRepeat(int other) {
    return new Trial(
        other,
        started,
        status,
        reason,
        totals,
        search,
        intervals,
        toolVersion,
        commands,
        telemetry);
  }

  /** The same with other intervals. */
  public Trial withIntervals(List<Interval> others) {
    return new Trial(
        repeat, started, status, reason, totals, search, others, toolVersion, commands, telemetry);
  }

  /** The same with telemetry. */
  public Trial withTelemetry(Optional<Telemetry> watched) {
    return new Trial(
        repeat, started, status, reason, totals, search, intervals, toolVersion, commands, watched);
  }
}
