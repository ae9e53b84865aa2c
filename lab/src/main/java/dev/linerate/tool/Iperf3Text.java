package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads the table that iperf3 prints for people, of 3.1.3 (as in published studies) and later. All
 * figures are rounded to three digits by iperf3; RTT and CPU are not in it.
 *
 * <p>Trials do not come this way: every release linerate runs (3.1 and later) has JSON, and a
 * report that was cut short keeps its samples. It is for logs that others saved, which {@code
 * linerate import} will read; until then its tests hold the format.
 *
 * <p>Of a server's log with several tests the last one counts.
 */
final class Iperf3Text {
  private final End role;
  private final List<Interval> intervals = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Double> lastEnd = new HashMap<>();
  private Optional<String> error = Optional.empty();
  private OptionalDouble receivedSeconds = OptionalDouble.empty();
  private boolean senderTable;
  private boolean tcpSenderColumns;
  private boolean reverse;
  private int headers;
  private double omit;

  private Iperf3Text(End role) {
    this.role = role;
  }

  static EndReport parse(String text, End role) {
    Iperf3Text parser = new Iperf3Text(role);
    for (String line : text.lines().toList()) {
      if (line.startsWith("Accepted connection") || line.startsWith("Connecting to host")) {
        parser = new Iperf3Text(role);
      } else {
        parser.line(line);
      }
    }
    return parser.report();
  }

  private EndReport report() {
    return new EndReport(
        role,
        Optional.empty(),
        intervals,
        receivedSeconds,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        error,
        headers > 1);
  }

  private void line(String line) {
    if (line.startsWith("iperf3: ")) {
      error = Optional.of(line.substring("iperf3: ".length()).strip());
    } else if (line.startsWith("Reverse mode")) {
      reverse = true;
    } else if (line.startsWith("[ ID]")) {
      header(line);
    } else {
      Iperf3TextRow.parse(line).ifPresent(this::row);
    }
  }

  /** The table has one header; a second one stands over the summary. */
  private void header(String line) {
    headers++;
    if (headers == 1) {
      tcpSenderColumns = line.contains("Retr");
      boolean udpSenderColumns = line.contains(" Total Datagrams") && !line.contains("Jitter");
      senderTable = role == End.CLIENT ? !reverse : tcpSenderColumns || udpSenderColumns;
    }
  }

  private void row(Iperf3TextRow row) {
    if (headers > 1) {
      summary(row);
    } else if (!row.isSum()) {
      sample(row);
    }
  }

  private void summary(Iperf3TextRow row) {
    if (!row.remark().equals("sender") && !sender(row)) {
      receivedSeconds = OptionalDouble.of(row.end() - row.start());
    }
  }

  private boolean sender(Iperf3TextRow row) {
    return row.direction().map(d -> d.equals("T")).orElse(senderTable);
  }

  private void sample(Iperf3TextRow row) {
    boolean sender = sender(row);
    if (row.omitted()) {
      omit = Math.max(omit, row.end());
    }
    double start = start(row);
    intervals.add(
        new Interval(
            sender ? Side.SENDER : Side.RECEIVER,
            sender == (role == End.SERVER),
            numbers.computeIfAbsent(row.id(), _ -> numbers.size()),
            start + (row.omitted() ? 0 : omit),
            Math.max(0, row.end() - start),
            row.bytes(),
            // Without that column the number is of datagrams sent.
            tcpSenderColumns ? row.retransmits() : OptionalLong.empty(),
            row.congestionWindow(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            row.jitterMillis(),
            row.lost(),
            row.packets(),
            OptionalLong.empty(),
            row.omitted()));
  }

  /**
   * The first counted sample after the omitted time begins at 0, whatever 3.12 prints: {@code
   * 0.50-0.50}.
   */
  private double start(Iperf3TextRow row) {
    if (row.omitted()) {
      return row.start();
    }
    double before = lastEnd.getOrDefault(row.id(), 0.0);
    lastEnd.put(row.id(), row.end());
    return Math.min(row.start(), before);
  }
}
