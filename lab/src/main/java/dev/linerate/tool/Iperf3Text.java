package dev.linerate.tool;

import dev.linerate.plan.Protocol;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads what iperf3 prints for people of one test at one end, of 3.1.3 (as in published studies)
 * and later: line by line, each sample given away as soon as it is read. All figures are rounded to
 * three digits by iperf3; RTT and CPU are not in it.
 *
 * <p>Trials do not come this way: every release linerate runs (3.1 and later) has JSON, and a
 * report that was cut short keeps its samples. It is for logs that others saved ({@code linerate
 * import}).
 */
public final class Iperf3Text implements LoggedEnd {
  private final Consumer<Interval> samples;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, StreamTimes> times = new HashMap<>();
  private final Iperf3Summary summary = new Iperf3Summary();
  private Optional<End> role;
  private Optional<Connection> connection = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<String> cookie = Optional.empty();
  private Optional<Iperf3Command> command = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Optional<Protocol> protocol = Optional.empty();
  private OptionalDouble receivedSeconds = OptionalDouble.empty();
  private boolean senderTable;
  private boolean tcpSenderColumns;
  private boolean reverse;
  private boolean begun;
  private boolean rows;
  private int headers;
  private double omit;

  /**
   * @param role whose log it is; empty leaves it to what the log says
   * @param samples is given each sample
   */
  public Iperf3Text(Optional<End> role, Consumer<Interval> samples) {
    this.role = role;
    this.samples = samples;
  }

  /** Takes the next line of this test. */
  public void accept(Iperf3Line line) {
    switch (line) {
      case Iperf3Line.Begin begin -> {
        begun = true;
        role = role.or(() -> Optional.of(begin.role()));
      }
      case Iperf3Line.Connected connected -> connected(connected);
      case Iperf3Line.Reverse _ -> {
        reverse = true;
        role = role.or(() -> Optional.of(End.CLIENT));
      }
      case Iperf3Line.Header header -> header(header);
      case Iperf3Line.Row row -> row(row.row());
      case Iperf3Line.Failure failure -> error = Optional.of(failure.message());
      case Iperf3Line.Version said -> version = Optional.of(said.version());
      case Iperf3Line.Cookie said -> cookie = Optional.of(said.cookie());
      case Iperf3Line.Command said -> command = Optional.of(said.command());
      case Iperf3Line.Listening _, Iperf3Line.Nothing _ -> {}
    }
  }

  /** Whether it has any row of the table, the summary's included. */
  public boolean hasRows() {
    return rows;
  }

  /** Whether the summary has begun: no samples come any more. */
  public boolean isSummed() {
    return summary.has() || headers > 1;
  }

  /** Whether it has said who talks to whom. */
  public boolean isConnected() {
    return connection.isPresent();
  }

  /** Whether it has the header of its table. */
  public boolean hasHeader() {
    return headers > 0;
  }

  /** Whether the row lies behind its samples, though not at their end. */
  public boolean isBefore(Iperf3TextRow row) {
    return !isSummed() && row.start() > end();
  }

  /** Whether that row may be the next sample. */
  public boolean continues(Iperf3TextRow row) {
    if (row.isSummary() || isSummed()) {
      return false;
    }
    StreamTimes stream = times.getOrDefault(row.id(), StreamTimes.NONE);
    return stream.isNone() ? joins(row) : stream.continues(row);
  }

  /** Whether that row may be a part of its summary. */
  public boolean sums(Iperf3TextRow row) {
    return rows ? spansAll(row) : row.isSummary();
  }

  /** A further stream begins with the others; a log may begin in the middle of a test. */
  private boolean joins(Iperf3TextRow row) {
    boolean known = numbers.isEmpty() || numbers.containsKey(row.id());
    if (rows) {
      return (known || !begun) && times.values().stream().anyMatch(t -> t.endsWith(row));
    }
    return known && (!begun || row.start() <= StreamTimes.TOLERANCE);
  }

  /** From the beginning to where the samples end, as a row of the summary does. */
  private boolean spansAll(Iperf3TextRow row) {
    double end = end();
    return row.start() <= StreamTimes.TOLERANCE
        && end > StreamTimes.TOLERANCE
        && Math.abs(row.end() - end) <= Math.max(1, 0.1 * end);
  }

  /** Where its samples end, s; 0 before the first. */
  public double end() {
    return times.values().stream().mapToDouble(StreamTimes::end).max().orElse(0);
  }

  private void connected(Iperf3Line.Connected line) {
    numbers.computeIfAbsent(line.stream(), _ -> numbers.size());
    connection = connection.or(() -> Optional.of(line.connection()));
  }

  /** The table has one header; a second one stands over the summary. */
  private void header(Iperf3Line.Header header) {
    headers++;
    if (headers == 1 && !rows) {
      columns(header.retransmits(), header.datagrams(), header.jitter());
    } else {
      headers = Math.max(headers, 2);
    }
  }

  private void columns(boolean retransmits, boolean datagrams, boolean jitter) {
    tcpSenderColumns = retransmits;
    senderTable = retransmits || datagrams;
    protocol = Optional.of(datagrams || jitter ? Protocol.UDP : Protocol.TCP);
  }

  private void row(Iperf3TextRow row) {
    if (!rows) {
      first(row);
    }
    rows = true;
    if (headers > 1 || row.isSummary() || isWhole(row)) {
      summary(row);
    } else if (!row.isSum()) {
      sample(row);
    }
  }

  /** A row of the summary whose header is missing. */
  private boolean isWhole(Iperf3TextRow row) {
    StreamTimes stream = times.getOrDefault(row.id(), StreamTimes.NONE);
    return !stream.isNone() && !stream.continues(row) && spansAll(row);
  }

  /** Without a header and a word about the role, the row's columns have to tell both. */
  private void first(Iperf3TextRow row) {
    if (headers == 0) {
      boolean udp = row.packets().isPresent();
      boolean window = row.congestionWindow().isPresent();
      columns(window, !window && row.retransmits().isPresent(), udp);
    }
    if (role.isEmpty()) {
      role =
          Optional.of(
              row.role().map(r -> r.equals("C")).orElse(senderTable) ? End.CLIENT : End.SERVER);
    }
    if (role.equals(Optional.of(End.CLIENT))) {
      senderTable = !reverse;
    }
  }

  private void summary(Iperf3TextRow row) {
    boolean sends = sender(row);
    summary.add(row, sends);
    if (times.isEmpty() && sends == row.isOfSender()) {
      samples.accept(interval(row, row.start())); // -i 0: there is nothing else
    }
    if (!sends && !row.isOfSender()) {
      receivedSeconds = OptionalDouble.of(row.end() - row.start());
    }
  }

  private boolean sender(Iperf3TextRow row) {
    return row.direction().map(d -> d.equals("T")).orElse(senderTable);
  }

  private void sample(Iperf3TextRow row) {
    if (row.omitted()) {
      omit = Math.max(omit, row.end());
    }
    StreamTimes before = times.getOrDefault(row.id(), StreamTimes.NONE);
    times.put(row.id(), before.after(row));
    samples.accept(interval(row, before.start(row)));
  }

  private Interval interval(Iperf3TextRow row, double start) {
    boolean sender = sender(row);
    return new Interval(
        sender ? Side.SENDER : Side.RECEIVER,
        sender == role.equals(Optional.of(End.SERVER)),
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
        row.omitted());
  }

  @Override
  public TestHeading heading() {
    Optional<Iperf3Command> client = command.filter(c -> !c.isServer());
    return new TestHeading(
        Optional.empty(),
        cookie,
        connection,
        protocol.or(() -> client.map(Iperf3Command::protocol)),
        client.map(Iperf3Command::streams).orElse(OptionalInt.empty()),
        client.flatMap(Iperf3Command::rate),
        client.flatMap(Iperf3Command::length),
        Optional.empty(),
        OptionalInt.empty(),
        client.flatMap(Iperf3Command::duration),
        client.flatMap(Iperf3Command::omit),
        command.map(Iperf3Command::text).stream().toList());
  }

  @Override
  public List<PeerCount> peers() {
    return summary.peers();
  }

  @Override
  public OptionalDouble peerCpuPercent() {
    return OptionalDouble.empty();
  }

  /** Without samples: they were given away. */
  @Override
  public EndReport report() {
    return new EndReport(
        role.orElse(End.CLIENT),
        version,
        List.of(),
        receivedSeconds,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        error,
        isSummed());
  }
}
