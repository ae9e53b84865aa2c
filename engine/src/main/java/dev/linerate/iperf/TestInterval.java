package dev.linerate.iperf;

import dev.linerate.traffic.StreamSample;
import java.util.List;

/** One interval of all streams. */
public record TestInterval(List<StreamInterval> streams) {

  /** One interval of one stream. */
  public record StreamInterval(StreamInfo stream, StreamSample sample) {}

  public TestInterval {
    streams = List.copyOf(streams);
  }

  /** Of the streams on which this role sends, or of those on which it receives. */
  List<StreamSample> samples(boolean sender) {
    return streams.stream()
        .filter(interval -> interval.stream().sender() == sender)
        .map(StreamInterval::sample)
        .toList();
  }
}
