package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Totals;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Adds up a trial from what both ends counted themselves.
 *
 * <p>The sums at the end of iperf3's reports are not used for bytes and datagrams: they mix the
 * process's own figures with its peer's, differently in every release (a 3.1 server says that 0
 * bytes of UDP arrived). The samples add up to the same in all of them.
 */
public final class TrialTotals {
  private TrialTotals() {}

  /**
   * In a bidirectional trial the client's CPU counts as the sender's, the server's as receiver's.
   */
  static Totals of(EndReport client, EndReport server) {
    return of(client, EndCount.of(client.intervals()), server, EndCount.of(server.intervals()));
  }

  /** The same where the samples were counted as they came, and the reports have none. */
  public static Totals of(
      EndReport client, EndCount clientCount, EndReport server, EndCount serverCount) {
    boolean clientSends = clientCount.sends();
    return new Totals(
        Math.max(receivedSeconds(client, clientCount), receivedSeconds(server, serverCount)),
        clientCount.bytesSent() + serverCount.bytesSent(),
        clientCount.bytesReceived() + serverCount.bytesReceived(),
        EndCount.plus(clientCount.retransmits(), serverCount.retransmits()),
        meanJitter(clientCount, serverCount),
        EndCount.plus(clientCount.lost(), serverCount.lost()),
        EndCount.plus(clientCount.packets(), serverCount.packets()),
        EndCount.plus(client.outOfOrder(), server.outOfOrder()),
        (clientSends ? client : server).cpuPercent(),
        (clientSends ? server : client).cpuPercent());
  }

  /** Samples of both sides, the client's first. */
  static List<Interval> intervals(EndReport client, EndReport server) {
    return Stream.concat(client.intervals().stream(), server.intervals().stream()).toList();
  }

  /**
   * Its own figure, which a short last sample without data is part of; else the samples' length.
   */
  private static double receivedSeconds(EndReport report, EndCount count) {
    return count.receives() ? report.receivedSeconds().orElseGet(count::receivedSeconds) : 0;
  }

  private static OptionalDouble meanJitter(EndCount client, EndCount server) {
    int streams = client.jitterStreams() + server.jitterStreams();
    double sum = client.jitterSum().orElse(0.0) + server.jitterSum().orElse(0.0);
    return streams == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / streams);
  }
}
