package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Adds up a trial from what both ends counted themselves.
 *
 * <p>The sums at the end of iperf3's reports are not used for bytes and datagrams: they mix the
 * process's own figures with its peer's, differently in every release (a 3.1 server says that 0
 * bytes of UDP arrived). The samples add up to the same in all of them.
 */
final class TrialTotals {
  private TrialTotals() {}

  /**
   * In a bidirectional trial the client's CPU counts as the sender's, the server's as receiver's.
   */
  static Totals of(EndReport client, EndReport server) {
    List<Interval> sent = counted(client, server, Side.SENDER);
    List<Interval> received = counted(client, server, Side.RECEIVER);
    boolean clientSends = client.sends();
    return new Totals(
        Math.max(receivedSeconds(client), receivedSeconds(server)),
        bytes(sent),
        bytes(received),
        sum(sent, Interval::retransmits),
        meanJitter(received),
        sum(received, Interval::lost),
        sum(received, Interval::packets),
        plus(client.outOfOrder(), server.outOfOrder()),
        (clientSends ? client : server).cpuPercent(),
        (clientSends ? server : client).cpuPercent());
  }

  /** Samples of both sides, the client's first. */
  static List<Interval> intervals(EndReport client, EndReport server) {
    return Stream.concat(client.intervals().stream(), server.intervals().stream()).toList();
  }

  private static List<Interval> counted(EndReport client, EndReport server, Side side) {
    return Stream.concat(client.counted(side), server.counted(side)).toList();
  }

  private static long bytes(List<Interval> samples) {
    return samples.stream().mapToLong(Interval::bytes).sum();
  }

  /**
   * Its own figure, which a short last sample without data is part of; else the samples' length.
   */
  private static double receivedSeconds(EndReport report) {
    if (!report.receives()) {
      return 0;
    }
    return report
        .receivedSeconds()
        .orElseGet(() -> {
          Map<Integer, Double> lengths = new HashMap<>();
          report
              .counted(Side.RECEIVER)
              .forEach(i -> lengths.merge(i.stream(), i.seconds(), Double::sum));
          return lengths.values().stream().mapToDouble(d -> d).max().orElse(0);
        });
  }

  private static OptionalLong sum(
      Collection<Interval> samples, Function<Interval, OptionalLong> column) {
    return samples.stream().map(column).reduce(OptionalLong.empty(), TrialTotals::plus);
  }

  private static OptionalLong plus(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : a.isPresent() ? a : b;
  }

  /** Jitter is a running estimate: each stream's last sample has its value for the whole. */
  private static OptionalDouble meanJitter(List<Interval> received) {
    Map<List<Object>, Double> last = new HashMap<>();
    for (Interval sample : received) {
      sample.jitterMillis().ifPresent(j -> last.put(List.of(sample.stream(), sample.reverse()), j));
    }
    return last.values().stream().mapToDouble(d -> d).average();
  }
}
