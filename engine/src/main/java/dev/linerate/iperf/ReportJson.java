package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpState;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/**
 * The parts of iperf3's JSON report: its keys, in its order, and ours after them. iperf3 writes 0
 * for some values that it does not know; its readers expect the keys, so those are kept, and {@code
 * peer_results} says whether they mean anything.
 */
final class ReportJson {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Of keys that sum up the second direction of a bidirectional test. */
  private static final List<String> SUFFIXES = List.of("", "_bidir_reverse");

  private final JsonGenerator json;

  ReportJson(JsonGenerator json) {
    this.json = json;
  }

  /** {@code start} of a test that did not begin. */
  void startless(String version, String systemInfo) {
    json.writeArrayPropertyStart("connected");
    json.writeEndArray();
    program(version, systemInfo);
  }

  private void program(String version, String systemInfo) {
    json.writeStringProperty("version", version);
    json.writeStringProperty("system_info", systemInfo);
  }

  /** Members of {@code start}. */
  void start(TestStart start) {
    Json.array(json, "connected", start.streams(), this::connected);
    program(start.version(), start.systemInfo());
    Json.object(
        json,
        "timestamp",
        () -> {
          json.writeStringProperty("time", HTTP_DATE.format(start.time()));
          json.writeNumberProperty("timesecs", start.time().getEpochSecond());
        });
    Json.object(
        json,
        start.role() == Role.CLIENT ? "connecting_to" : "accepted_connection",
        () -> {
          json.writeStringProperty("host", start.peer().host());
          json.writeNumberProperty("port", start.peer().port());
        });
    json.writeStringProperty("cookie", start.cookie().toString());
    sockets(start);
    Json.object(json, "test_start", () -> testStart(start.parameters()));
  }

  private void connected(StreamInfo stream) {
    json.writeNumberProperty("socket", stream.label());
    json.writeStringProperty("local_host", stream.local().host());
    json.writeNumberProperty("local_port", stream.local().port());
    json.writeStringProperty("remote_host", stream.remote().host());
    json.writeNumberProperty("remote_port", stream.remote().port());
  }

  private void sockets(TestStart start) {
    Parameters parameters = start.parameters();
    int segmentSize = parameters.socket().segmentSize();
    if (parameters.protocol() == Protocol.TCP) {
      if (segmentSize > 0) {
        json.writeNumberProperty("tcp_mss", segmentSize);
      } else {
        json.writeNumberProperty("tcp_mss_default", start.controlSegmentSize());
      }
    }
    json.writeNumberProperty("target_bitrate", parameters.pace().bitsPerSecond());
    json.writeNumberProperty("sock_bufsize", parameters.socket().bufferBytes());
    json.writeNumberProperty("sndbuf_actual", start.sendBufferBytes());
    json.writeNumberProperty("rcvbuf_actual", start.receiveBufferBytes());
  }

  private void testStart(Parameters parameters) {
    json.writeStringProperty("protocol", parameters.protocol().name());
    json.writeNumberProperty("num_streams", parameters.streams());
    json.writeNumberProperty("blksize", parameters.effectiveBlockBytes());
    json.writeNumberProperty("omit", parameters.amount().omitSeconds());
    json.writeNumberProperty("duration", parameters.amount().seconds());
    json.writeNumberProperty("bytes", parameters.amount().bytes());
    json.writeNumberProperty("blocks", parameters.amount().blocks());
    json.writeNumberProperty("reverse", parameters.direction() == Direction.REVERSE ? 1 : 0);
    json.writeNumberProperty("tos", parameters.socket().typeOfService());
    json.writeNumberProperty("target_bitrate", parameters.pace().bitsPerSecond());
    json.writeNumberProperty("bidir", parameters.direction() == Direction.BIDIRECTIONAL ? 1 : 0);
    json.writeNumberProperty("fqrate", parameters.pace().socketBitsPerSecond());
  }

  /** Members of one interval. */
  void interval(TestStart start, TestInterval interval) {
    Json.array(
        json,
        "streams",
        interval.streams(),
        stream -> {
          json.writeNumberProperty("socket", stream.stream().label());
          span(stream.sample(), stream.sample().bytes());
          sample(stream.sample(), stream.stream().sender());
        });
    List<Boolean> groups = start.groups();
    for (int i = 0; i < groups.size(); i++) {
      boolean sender = groups.get(i);
      List<StreamSample> samples = interval.samples(sender);
      if (!samples.isEmpty()) {
        Json.object(json, "sum" + SUFFIXES.get(i), () -> intervalSum(samples, sender));
      }
    }
  }

  private void sample(StreamSample sample, boolean sender) {
    sample.retransmits().ifPresent(count -> json.writeNumberProperty("retransmits", count));
    if (sender) {
      sample.tcp().ifPresent(this::tcp);
    }
    sample.datagrams().ifPresent(counts -> intervalDatagrams(counts, sender));
    flags(sample.omitted(), sender);
    sample.tcp().ifPresent(this::moreTcp);
    sample.datagrams().filter(counts -> !sender).ifPresent(this::moreDatagrams);
    sample.core().ifPresent(core -> json.writeNumberProperty("core", core));
    json.writeNumberProperty("migrations", sample.migrations());
  }

  private void intervalSum(List<StreamSample> samples, boolean sender) {
    StreamSample first = samples.getFirst();
    span(first, samples.stream().mapToLong(StreamSample::bytes).sum());
    StreamTotals.sumOfKnown(samples.stream().map(StreamSample::retransmits).toList())
        .ifPresent(count -> json.writeNumberProperty("retransmits", count));
    StreamTotals.sumOfStreams(
            samples.stream().flatMap(sample -> sample.datagrams().stream()).toList())
        .ifPresent(counts -> intervalDatagrams(counts, sender));
    flags(first.omitted(), sender);
  }

  private void span(StreamSample sample, long bytes) {
    span(sample.startNanos() / 1e9, sample.endNanos() / 1e9, bytes);
  }

  private void span(double start, double end, long bytes) {
    double seconds = end - start;
    Json.real(json, "start", start);
    Json.real(json, "end", end);
    Json.real(json, "seconds", seconds);
    json.writeNumberProperty("bytes", bytes);
    Json.real(json, "bits_per_second", seconds > 0 ? bytes * 8 / seconds : 0);
  }

  private void flags(boolean omitted, boolean sender) {
    json.writeBooleanProperty("omitted", omitted);
    json.writeBooleanProperty("sender", sender);
  }

  private void tcp(TcpState tcp) {
    json.writeNumberProperty("snd_cwnd", tcp.congestionWindow());
    json.writeNumberProperty("snd_wnd", tcp.sendWindow().orElse(0));
    json.writeNumberProperty("rtt", tcp.rttMicros());
    json.writeNumberProperty("rttvar", tcp.rttVarianceMicros());
    json.writeNumberProperty("pmtu", tcp.pathMtu());
  }

  private void moreTcp(TcpState tcp) {
    json.writeNumberProperty("snd_mss", tcp.segmentSize());
    json.writeNumberProperty("reorder", tcp.reordering());
    optional("pacing_bytes_per_second", tcp.pacingRate());
    optional("delivery_bytes_per_second", tcp.deliveryRate());
    optional("busy_us", tcp.busyMicros());
    optional("rwnd_limited_us", tcp.receiveWindowLimitedMicros());
    optional("sndbuf_limited_us", tcp.sendBufferLimitedMicros());
  }

  private void intervalDatagrams(DatagramCounts counts, boolean sender) {
    if (sender) {
      json.writeNumberProperty("packets", counts.packets());
    } else {
      datagrams(counts);
    }
  }

  private void datagrams(DatagramCounts counts) {
    Json.real(json, "jitter_ms", counts.jitterNanos() / 1e6);
    json.writeNumberProperty("lost_packets", counts.lost());
    json.writeNumberProperty("packets", counts.packets());
    Json.real(json, "lost_percent", counts.lostPercent());
  }

  private void moreDatagrams(DatagramCounts counts) {
    json.writeNumberProperty("out_of_order", counts.outOfOrder());
    endDatagrams(counts);
  }

  private void endDatagrams(DatagramCounts counts) {
    json.writeNumberProperty("duplicates", counts.duplicates());
    optional("socket_drops", counts.socketDrops());
  }

  private void optional(String name, OptionalLong value) {
    value.ifPresent(number -> json.writeNumberProperty(name, number));
  }

  /** Members of {@code end}. */
  void end(TestReport report) {
    boolean udp = report.start().parameters().protocol() == Protocol.UDP;
    Json.array(json, "streams", report.streams(), stream -> endStream(stream, udp));
    List<Boolean> groups = report.start().groups();
    for (int i = 0; i < groups.size(); i++) {
      List<StreamReport> streams = report.streams(groups.get(i));
      if (udp) {
        udpSums(streams, groups.get(i), SUFFIXES.get(i));
      } else {
        tcpSums(streams, groups.get(i), SUFFIXES.get(i));
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
    span(0, totals.seconds(), totals.bytes());
    optional("retransmits", totals.retransmits());
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
    span(0, best.seconds(), best.bytes());
    DatagramCounts counts = arrived(stream);
    datagrams(counts);
    json.writeNumberProperty("out_of_order", counts.outOfOrder());
    json.writeBooleanProperty("sender", stream.info().sender());
    endDatagrams(counts);
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
        StreamTotals.sumOfStreams(streams.stream().map(ReportJson::arrived).toList())
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
    span(0, sum.seconds(), sum.bytes());
    datagrams(counts);
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
