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
   * One stream; −1 is what this end does not say.
   *
   * @param sender whether this end sends
   * @param sent bytes that the sending end counted
   * @param received bytes that the receiving end counted; iperf3 does not say for UDP
   * @param lost datagrams
   */
  record Stream(boolean sender, long sent, long received, long lost) {
    /** Without what the other end told. */
    Stream own() {
      return new Stream(sender, sender ? sent : -1, sender ? -1 : received, sender ? -1 : lost);
    }
  }

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
        received.datagrams().map(DatagramCounts::lost).orElse(-1L));
  }

  /** Of a client's JSON. */
  static EndCounts ofIperf3Client(JsonNode report) {
    if (report.has("error")) {
      throw new AssertionError(report.path("error").asString());
    }
    List<Stream> streams = new ArrayList<>();
    for (JsonNode stream : report.path("end").path("streams")) {
      streams.add(stream.has("udp") ? udp(stream.path("udp")) : tcp(stream));
    }
    return new EndCounts(streams);
  }

  /** Of a server's, which is printed before its client has told it anything. */
  static EndCounts ofIperf3Server(JsonNode report) {
    return new EndCounts(ofIperf3Client(report).streams().stream().map(Stream::own).toList());
  }

  private static Stream tcp(JsonNode stream) {
    return new Stream(
        stream.path("sender").path("sender").asBoolean(),
        stream.path("sender").path("bytes").asLong(),
        stream.path("receiver").path("bytes").asLong(),
        -1);
  }

  private static Stream udp(JsonNode udp) {
    return new Stream(
        udp.path("sender").asBoolean(),
        udp.path("bytes").asLong(),
        -1,
        udp.path("lost_packets").asLong());
  }
}
