package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpState;
import dev.linerate.unit.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The parts of iperf3's JSON report: its keys, in its order, and ours after them. */
final class ReportJson {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Of keys that sum up the second direction of a bidirectional test. */
  static final List<String> SUFFIXES = List.of("", "_bidir_reverse");

  private final JsonGenerator json;
  private final Figures figures;

  ReportJson(JsonGenerator json) {
    this.json = json;
    this.figures = new Figures(json);
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
    Json.real(json, "duration", Durations.seconds(parameters.amount().time()));
    json.writeNumberProperty("bytes", parameters.amount().bytes());
    json.writeNumberProperty("blocks", parameters.amount().blocks());
    json.writeNumberProperty("reverse", parameters.direction() == Direction.REVERSE ? 1 : 0);
    json.writeNumberProperty("tos", parameters.socket().typeOfService());
    json.writeNumberProperty("target_bitrate", parameters.pace().bitsPerSecond());
    json.writeNumberProperty("bidir", parameters.direction() == Direction.BIDIRECTIONAL ? 1 : 0);
    json.writeNumberProperty("fqrate", parameters.pace().socketBitsPerSecond());
    asked("zerocopy", parameters.payload().zeroCopy() > 0);
    asked("skip_rx_copy", parameters.payload().skipReceiveCopy());
    asked("gso", parameters.udp().segmentation());
    asked("gro", parameters.udp().coalescing());
  }

  /** What is not measured the default way. */
  private void asked(String name, boolean whether) {
    if (whether) {
      json.writeNumberProperty(name, 1);
    }
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
    sample.pacingErrorNanos().ifPresent(nanos -> Json.real(json, "pacing_error_us", nanos / 1e3));
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
    figures.span(sample.startNanos() / 1e9, sample.endNanos() / 1e9, bytes);
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
    figures.optional("pacing_bytes_per_second", tcp.pacingRate());
    figures.optional("delivery_bytes_per_second", tcp.deliveryRate());
    figures.optional("busy_us", tcp.busyMicros());
    figures.optional("rwnd_limited_us", tcp.receiveWindowLimitedMicros());
    figures.optional("sndbuf_limited_us", tcp.sendBufferLimitedMicros());
  }

  private void intervalDatagrams(DatagramCounts counts, boolean sender) {
    if (sender) {
      json.writeNumberProperty("packets", counts.packets());
    } else {
      figures.datagrams(counts);
    }
  }

  private void moreDatagrams(DatagramCounts counts) {
    json.writeNumberProperty("out_of_order", counts.outOfOrder());
    figures.moreDatagrams(counts);
  }
}
