package dev.linerate.iperf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one role knows of a test at its end.
 *
 * @param cpu of this end's threads of the test, the data loops among them
 * @param peerCpu of the peer's, as it told
 * @param congestion what this end's sockets used
 * @param peerCongestion what the peer's used, as it told
 * @param serverOutput the server's own report, when it was asked for
 * @param error why the test did not come to its end; empty when it did
 * @param notes what of this end's way to send and receive changes the meaning of the numbers, and
 *     what it could not do as it was asked to: sentences
 */
public record TestReport(
    TestStart start,
    List<StreamReport> streams,
    CpuUse cpu,
    Optional<CpuUse> peerCpu,
    Optional<String> congestion,
    Optional<String> peerCongestion,
    Optional<ServerOutput> serverOutput,
    Optional<String> error,
    List<String> notes) {

  public TestReport {
    streams = List.copyOf(streams);
    notes = List.copyOf(notes);
  }

  /** What the sending ends counted, all streams together; empty when they did not tell. */
  public Optional<StreamTotals> sent() {
    return sum(streams.stream().map(StreamReport::sent).toList());
  }

  /** What the receiving ends counted, all streams together; empty when they did not tell. */
  public Optional<StreamTotals> received() {
    return sum(streams.stream().map(StreamReport::received).toList());
  }

  private static Optional<StreamTotals> sum(List<Optional<StreamTotals>> streams) {
    List<StreamTotals> known = streams.stream().flatMap(Optional::stream).toList();
    return known.isEmpty() || known.size() < streams.size()
        ? Optional.empty()
        : Optional.of(StreamTotals.sum(known));
  }

  /** The samples of all streams, interval by interval. */
  public List<TestInterval> intervals() {
    int count = streams.stream().mapToInt(stream -> stream.samples().size()).max().orElse(0);
    List<TestInterval> intervals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      intervals.add(interval(i));
    }
    return intervals;
  }

  private TestInterval interval(int index) {
    return new TestInterval(
        streams.stream()
            .filter(stream -> index < stream.samples().size())
            .map(stream ->
                new TestInterval.StreamInterval(stream.info(), stream.samples().get(index)))
            .toList());
  }

  /** Of the streams on which this role sends, or of those on which it receives. */
  List<StreamReport> streams(boolean sender) {
    return streams.stream().filter(stream -> stream.info().sender() == sender).toList();
  }

  /** Congestion control of the sending ends; empty when it is not known. */
  Optional<String> senderCongestion() {
    return end(true);
  }

  Optional<String> receiverCongestion() {
    return end(false);
  }

  private Optional<String> end(boolean sender) {
    if (start.bidirectional()) {
      return sender == (start.role() == Role.CLIENT) ? congestion : peerCongestion;
    }
    return start.groups().contains(sender) ? congestion : peerCongestion;
  }
}
