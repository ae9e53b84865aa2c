package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one end says of a trial. It counts only what went through its own sockets.
 *
 * @param role which end
 * @param version as it names itself: {@code iperf 3.12}
 * @param receivedSeconds time over which it received, without the omitted time; empty when it did
 *     not say
 * @param cpuPercent its own CPU time, % of one core
 * @param outOfOrder UDP datagrams that reached it late
 * @param error what it complained of
 * @param complete whether the report has its end; one that was cut short keeps the intervals before
 */
public record EndReport(
    End role,
    Optional<String> version,
    List<Interval> intervals,
    OptionalDouble receivedSeconds,
    OptionalDouble cpuPercent,
    OptionalLong outOfOrder,
    Optional<String> error,
    boolean complete) {
  public EndReport {
    intervals = List.copyOf(intervals);
  }

  /** Of an end of which nothing is known. */
  public static EndReport unknown(End role) {
    return new EndReport(
        role,
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false);
  }

  /** Whether it was this process that sent, or one of two that did. */
  boolean sends() {
    return intervals.stream().anyMatch(i -> i.side() == Side.SENDER);
  }

  boolean receives() {
    return intervals.stream().anyMatch(i -> i.side() == Side.RECEIVER);
  }

  EndReport withError(Optional<String> other) {
    return new EndReport(
        role, version, intervals, receivedSeconds, cpuPercent, outOfOrder, other, complete);
  }

  /** The same with another CPU time. */
  public EndReport withCpuPercent(OptionalDouble other) {
    return new EndReport(
        role, version, intervals, receivedSeconds, other, outOfOrder, error, complete);
  }

  /** Why it is no result; empty when it is one. */
  Optional<String> failure() {
    if (error.isPresent()) {
      return error;
    }
    return complete ? Optional.empty() : Optional.of("it ended without a report");
  }
}
