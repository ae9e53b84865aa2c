package dev.linerate.it.engine;

import dev.linerate.iperf.StreamReport;
import dev.linerate.iperf.StreamTotals;
import dev.linerate.iperf.TestReport;
import dev.linerate.traffic.DatagramCounts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What one end of a test says in the end, linerate's or iperf3's. */
record EndCounts(List<Stream> streams) {
  /**
   * One stream.
   *
   * @param sender whether this end sends
   * @param sent bytes that the sending end counted, as far as this end knows
   * @param received bytes that the receiving end counted; −1 where iperf3 does not say (UDP)
   * @param lost datagrams, −1 for TCP
   * @param packets datagrams sent or due, −1 for TCP
   */
  record Stream(boolean sender, long sent, long received, long lost, long packets) {}

  static EndCounts of(TestReport report) {
    if (report.error().isPresent()) {
      throw new AssertionError(report.error().get());
    }
    return new EndCounts(report.streams().stream().map(EndCounts::stream).toList());
  }

  private static Stream stream(StreamReport report) {
    StreamTotals sent = report.sent().orElseThrow();
    StreamTotals received = report.received().orElseThrow();
    return new Stream(
        report.info().sender(),
        sent.bytes(),
        received.bytes(),
        received.datagrams().map(DatagramCounts::lost).orElse(-1L),
        received.datagrams().map(DatagramCounts::packets).orElse(-1L));
  }

  /** Of iperf3's JSON. */
  static EndCounts of(JsonNode report) {
    if (report.has("error")) {
      throw new AssertionError(report.path("error").asString());
    }
    List<Stream> streams = new ArrayList<>();
    for (JsonNode stream : report.path("end").path("streams")) {
      JsonNode udp = stream.path("udp");
      streams.add(
          udp.isMissingNode()
              ? new Stream(
                  stream.path("sender").path("sender").asBoolean(),
                  stream.path("sender").path("bytes").asLong(),
                  stream.path("receiver").path("bytes").asLong(),
                  -1,
                  -1)
              : new Stream(
                  udp.path("sender").asBoolean(),
                  udp.path("bytes").asLong(),
                  -1,
                  udp.path("lost_packets").asLong(),
                  udp.path("packets").asLong()));
    }
    return new EndCounts(streams);
  }

  long bytesReceived() {
    return streams.stream().mapToLong(Stream::received).sum();
  }
}
