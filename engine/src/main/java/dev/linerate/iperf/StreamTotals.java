package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one end sent or received on a stream, or on several, outside the omitted time.
 *
 * @param bytes payload
 * @param seconds length of the measured time
 * @param retransmits TCP segments sent again; empty for a receiver, for UDP, and when not known
 * @param datagrams empty for TCP
 */
public record StreamTotals(
    long bytes, double seconds, OptionalLong retransmits, Optional<DatagramCounts> datagrams) {

  /** What the intervals that are not omitted add up to. */
  public static StreamTotals of(List<StreamSample> samples) {
    List<StreamSample> measured = samples.stream().filter(sample -> !sample.omitted()).toList();
    double seconds =
        measured.isEmpty()
            ? 0
            : (measured.getLast().endNanos() - measured.getFirst().startNanos()) / 1e9;
    return new StreamTotals(
        measured.stream().mapToLong(StreamSample::bytes).sum(),
        seconds,
        sumOfKnown(measured.stream().map(StreamSample::retransmits).toList()),
        measured.stream()
            .flatMap(sample -> sample.datagrams().stream())
            .reduce(DatagramCounts::plus));
  }

  /**
   * What the peer said of a stream.
   *
   * @param seconds the length of the test, for peers that do not send theirs
   */
  public static StreamTotals of(StreamResult result, Protocol protocol, double seconds) {
    double length = result.endSeconds().orElse(seconds) - result.startSeconds().orElse(0);
    return new StreamTotals(
        result.bytes(),
        Math.max(0, length),
        protocol == Protocol.TCP ? result.retransmits() : OptionalLong.empty(),
        protocol == Protocol.UDP ? Optional.of(datagrams(result)) : Optional.empty());
  }

  private static DatagramCounts datagrams(StreamResult result) {
    return new DatagramCounts(
        result.measuredPackets(),
        result.measuredErrors(),
        0,
        0,
        Math.round(result.jitterSeconds() * 1e9),
        OptionalLong.empty());
  }

  /** Streams added up; the time is the longest, the jitter the mean, as in iperf3. */
  public static StreamTotals sum(List<StreamTotals> streams) {
    return new StreamTotals(
        streams.stream().mapToLong(StreamTotals::bytes).sum(),
        streams.stream().mapToDouble(StreamTotals::seconds).max().orElse(0),
        sumOfKnown(streams.stream().map(StreamTotals::retransmits).toList()),
        sumOfStreams(streams.stream().flatMap(stream -> stream.datagrams().stream()).toList()));
  }

  /** Counts of several streams added up, with the mean of their jitters. */
  static Optional<DatagramCounts> sumOfStreams(List<DatagramCounts> streams) {
    long jitter =
        Math.round(streams.stream().mapToLong(DatagramCounts::jitterNanos).average().orElse(0));
    return streams.stream()
        .reduce(DatagramCounts::plus)
        .map(sum ->
            new DatagramCounts(
                sum.packets(),
                sum.lost(),
                sum.outOfOrder(),
                sum.duplicates(),
                jitter,
                sum.socketDrops()));
  }

  static OptionalLong sumOfKnown(List<OptionalLong> counts) {
    return counts.stream().flatMapToLong(OptionalLong::stream).reduce(Long::sum);
  }

  /** Payload bits a second; 0 for a test without length. */
  public double bitsPerSecond() {
    return seconds > 0 ? bytes * 8.0 / seconds : 0;
  }
}
