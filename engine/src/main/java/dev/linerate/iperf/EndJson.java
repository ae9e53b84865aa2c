package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.TcpState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/**
 * The {@code end} of iperf3's JSON report. iperf3 writes 0 for some values that it does not know;
 * its readers expect the keys, so those are kept, and {@code peer_results} says whether they mean
 * anything.
 */
final class EndJson {
  private final JsonGenerator json;
  private final Figures figures;

  EndJson(JsonGenerator json) {
    this.json = json;
    this.figures = new Figures(json);
  }

  /** Members of {@code end}. */
  void write(TestReport report) {
    boolean udp = report.start().parameters().protocol() == Protocol.UDP;
    Json.array(json, "streams", report.streams(), stream -> endStream(stream, udp));
    List<Boolean> groups = report.start().groups();
    for (int i = 0; i < groups.size(); i++) {
      List<StreamReport> streams = report.streams(groups.get(i));
      if (udp) {
        udpSums(streams, groups.get(i), ReportJson.SUFFIXES.get(i));
      } else {
        tcpSums(streams, groups.get(i), ReportJson.SUFFIXES.get(i));
      }
    }
    cpu(report.cpu(), report.peerCpu().orElse(CpuUse.NONE));
    if (!udp) {
      report
          .senderCongestion()
          .ifPresent(name -> json.writeStringProperty("sender_tcp_congestion", name));
      report
          .receiverCongestion()
          .ifPresent(name -> json.writeStringProperty("receiver_tcp_congestion", name));
    }
    json.writeBooleanProperty("peer_results", report.peerCpu().isPresent());
    notes(report.notes());
  }

  private void notes(List<String> notes) {
    if (!notes.isEmpty()) {
      json.writeArrayPropertyStart("linerate_notes");
      notes.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private void endStream(StreamReport stream, boolean udp) {
    boolean sender = stream.info().sender();
    if (udp) {
      Json.object(json, "udp", () -> udpStream(stream));
      return;
    }
    Json.object(
        json,
        "sender",
        () -> {
          json.writeNumberProperty("socket", stream.info().label());
          StreamTotals sent = known(stream.sent(), stream.local());
          total(sent);
          if (sent.retransmits().isPresent()) {
            peaks(stream);
          }
          json.writeBooleanProperty("sender", sender);
        });
    Json.object(
        json,
        "receiver",
        () -> {
          json.writeNumberProperty("socket", stream.info().label());
          total(known(stream.received(), stream.local()));
          json.writeBooleanProperty("sender", sender);
        });
  }

  /** Stands in for what the peer did not tell: nothing, over the time of this end. */
  private static StreamTotals known(Optional<StreamTotals> totals, StreamTotals local) {
    return totals.orElseGet(() ->
        new StreamTotals(
            0,
            local.seconds(),
            OptionalLong.empty(),
            local.datagrams().map(counts -> DatagramCounts.NONE)));
  }

  private void total(StreamTotals totals) {
    figures.span(0, totals.seconds(), totals.bytes());
    figures.optional("retransmits", totals.retransmits());
  }

  /** Extremes of the sending end's TCP_INFO; of a remote one iperf3 writes 0. */
  private void peaks(StreamReport stream) {
    List<TcpState> states =
        stream.info().sender()
            ? stream.samples().stream().flatMap(sample -> sample.tcp().stream()).toList()
            : List.of();
    json.writeNumberProperty("max_snd_cwnd", max(states, TcpState::congestionWindow));
    json.writeNumberProperty("max_snd_wnd", max(states, state -> state.sendWindow().orElse(0)));
    json.writeNumberProperty("max_rtt", max(states, TcpState::rttMicros));
    json.writeNumberProperty(
        "min_rtt", states.stream().mapToLong(TcpState::rttMicros).min().orElse(0));
    json.writeNumberProperty(
        "mean_rtt", (long) states.stream().mapToLong(TcpState::rttMicros).average().orElse(0));
  }

  private static long max(List<TcpState> states, ToLongFunction<TcpState> value) {
    return states.stream().mapToLong(value).max().orElse(0);
  }

  private void udpStream(StreamReport stream) {
    json.writeNumberProperty("socket", stream.info().label());
    StreamTotals best = stream.sent().or(stream::received).orElse(stream.local());
    figures.span(0, best.seconds(), best.bytes());
    DatagramCounts counts = arrived(stream);
    figures.datagrams(counts);
    json.writeNumberProperty("out_of_order", counts.outOfOrder());
    json.writeBooleanProperty("sender", stream.info().sender());
    figures.moreDatagrams(counts);
  }

  /** What the receiver counted; where it did not tell, what the sender sent. */
  private static DatagramCounts arrived(StreamReport stream) {
    return stream
        .received()
        .or(stream::sent)
        .flatMap(StreamTotals::datagrams)
        .orElse(DatagramCounts.NONE);
  }

  private void tcpSums(List<StreamReport> streams, boolean sender, String suffix) {
    Json.object(json, "sum_sent" + suffix, () -> tcpSum(sum(streams, true), sender));
    Json.object(json, "sum_received" + suffix, () -> tcpSum(sum(streams, false), sender));
  }

  private void tcpSum(StreamTotals sum, boolean sender) {
    total(sum);
    json.writeBooleanProperty("sender", sender);
  }

  private static StreamTotals sum(List<StreamReport> streams, boolean sent) {
    return StreamTotals.sum(
        streams.stream()
            .map(stream -> known(sent ? stream.sent() : stream.received(), stream.local()))
            .toList());
  }

  private void udpSums(List<StreamReport> streams, boolean sender, String suffix) {
    StreamTotals sent = sum(streams, true);
    StreamTotals received = sum(streams, false);
    DatagramCounts arrived =
        StreamTotals.sumOfStreams(streams.stream().map(EndJson::arrived).toList())
            .orElse(DatagramCounts.NONE);
    boolean sentKnown = streams.stream().allMatch(stream -> stream.sent().isPresent());
    Json.object(json, "sum" + suffix, () -> udpSum(sentKnown ? sent : received, arrived, sender));
    Json.object(
        json,
        "sum_sent" + suffix,
        () -> udpSum(sent, sent.datagrams().orElse(DatagramCounts.NONE), true));
    Json.object(
        json,
        "sum_received" + suffix,
        () -> udpSum(received, received.datagrams().orElse(DatagramCounts.NONE), false));
  }

  private void udpSum(StreamTotals sum, DatagramCounts counts, boolean sender) {
    figures.span(0, sum.seconds(), sum.bytes());
    figures.datagrams(counts);
    json.writeBooleanProperty("sender", sender);
  }

  private void cpu(CpuUse host, CpuUse remote) {
    Json.object(
        json,
        "cpu_utilization_percent",
        () -> {
          Json.real(json, "host_total", host.total());
          Json.real(json, "host_user", host.user());
          Json.real(json, "host_system", host.system());
          Json.real(json, "remote_total", remote.total());
          Json.real(json, "remote_user", remote.user());
          Json.real(json, "remote_system", remote.system());
        });
  }
}
