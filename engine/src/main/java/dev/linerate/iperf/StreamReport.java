package dev.linerate.iperf;

import dev.linerate.traffic.StreamSample;
import java.util.List;
import java.util.Optional;

/**
 * What one role knows of a stream at the end.
 *
 * @param local what this end counted
 * @param peer what the other end told; empty when it told nothing
 */
public record StreamReport(
    StreamInfo info, List<StreamSample> samples, StreamTotals local, Optional<StreamTotals> peer) {

  public StreamReport {
    samples = List.copyOf(samples);
  }

  /** What the sending end counted. */
  public Optional<StreamTotals> sent() {
    return info.sender() ? Optional.of(local) : peer;
  }

  /** What the receiving end counted. */
  public Optional<StreamTotals> received() {
    return info.sender() ? peer : Optional.of(local);
  }
}
