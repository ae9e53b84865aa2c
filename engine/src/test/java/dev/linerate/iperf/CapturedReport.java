package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rebuilds from a captured {@code -J} what the role that wrote it must have known. */
final class CapturedReport {
  private final FlatJson json;
  private final Role role;
  private final boolean udp;

  private CapturedReport(FlatJson json, Role role) {
    this.json = json;
    this.role = role;
    this.udp = json.text("start.test_start.protocol").equals("UDP");
  }

  static TestReport of(FlatJson json) {
    Role role = json.has("start.connecting_to") ? Role.CLIENT : Role.SERVER;
    return new CapturedReport(json, role).report();
  }

  private TestReport report() {
    List<StreamReport> streams = new ArrayList<>();
    for (int i = 0; json.has("start.connected[" + i + "]"); i++) {
      streams.add(stream(i));
    }
    boolean sends = streams.getFirst().info().sender();
    String local = sends ? "sender" : "receiver";
    String remote = sends ? "receiver" : "sender";
    return new TestReport(
        start(streams.stream().map(StreamReport::info).toList()),
        streams,
        cpu("host"),
        role == Role.CLIENT ? Optional.of(cpu("remote")) : Optional.empty(),
        optional("end." + local + "_tcp_congestion"),
        optional("end." + remote + "_tcp_congestion"),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private CpuUse cpu(String side) {
    String key = "end.cpu_utilization_percent." + side;
    return new CpuUse(
        json.number(key + "_total"), json.number(key + "_user"), json.number(key + "_system"));
  }

  private Optional<String> optional(String key) {
    return Optional.of(json.text(key)).filter(text -> !text.isEmpty());
  }

  private TestStart start(List<StreamInfo> streams) {
    String peer = role == Role.CLIENT ? "start.connecting_to" : "start.accepted_connection";
    byte[] cookie = (json.text("start.cookie") + "\0").getBytes(StandardCharsets.ISO_8859_1);
    return new TestStart(
        role,
        json.text("start.version"),
        json.text("start.system_info"),
        Instant.ofEpochSecond(json.whole("start.timestamp.timesecs")),
        new Endpoint(json.text(peer + ".host"), (int) json.whole(peer + ".port")),
        Cookie.of(cookie),
        (int) json.whole("start.tcp_mss_default"),
        (int) json.whole("start.sndbuf_actual"),
        (int) json.whole("start.rcvbuf_actual"),
        parameters(),
        streams);
  }

  private Parameters parameters() {
    String key = "start.test_start.";
    Direction direction =
        json.has("end.sum_sent_bidir_reverse")
            ? Direction.BIDIRECTIONAL
            : json.whole(key + "reverse") == 1 ? Direction.REVERSE : Direction.FORWARD;
    return Parameters.of(udp ? Protocol.UDP : Protocol.TCP)
        .withDirection(direction)
        .withStreams((int) json.whole(key + "num_streams"))
        .withAmount(
            new Amount(
                (int) json.whole(key + "duration"),
                (int) json.whole(key + "omit"),
                json.whole(key + "bytes"),
                json.whole(key + "blocks")))
        .withPace(Pace.of(json.whole(key + "target_bitrate")))
        .withBlockBytes((int) json.whole(key + "blksize"))
        .withLabels(
            new Labels(
                optional("title"), optional("extra_data"), Optional.empty(), Optional.empty()));
  }

  private StreamReport stream(int index) {
    String key = "start.connected[" + index + "].";
    StreamInfo info =
        new StreamInfo(
            StreamIds.of(index),
            (int) json.whole(key + "socket"),
            json.flag("intervals[0].streams[" + index + "].sender"),
            new Endpoint(json.text(key + "local_host"), (int) json.whole(key + "local_port")),
            new Endpoint(json.text(key + "remote_host"), (int) json.whole(key + "remote_port")));
    List<StreamSample> samples = new ArrayList<>();
    for (int i = 0; json.has("intervals[" + i + "]"); i++) {
      samples.add(sample("intervals[" + i + "].streams[" + index + "].", info.sender()));
    }
    String end = "end.streams[" + index + "].";
    StreamTotals sent = udp ? udpSent(end, index) : tcpTotals(end + "sender.");
    StreamTotals received =
        udp ? udpReceived(end, samples, info.sender(), index) : tcpTotals(end + "receiver.");
    return new StreamReport(
        info,
        samples,
        info.sender() ? sent : received,
        role == Role.CLIENT ? Optional.of(info.sender() ? received : sent) : Optional.empty());
  }

  private StreamSample sample(String key, boolean sender) {
    return new StreamSample(
        Math.round(json.number(key + "start") * 1e9),
        Math.round(json.number(key + "end") * 1e9),
        json.whole(key + "bytes"),
        json.flag(key + "omitted"),
        count(key + "retransmits"),
        json.has(key + "rtt") ? Optional.of(tcp(key)) : Optional.empty(),
        udp ? Optional.of(datagrams(key, sender)) : Optional.empty(),
        OptionalInt.empty(),
        0,
        OptionalDouble.empty());
  }

  private OptionalLong count(String key) {
    return json.has(key) ? OptionalLong.of(json.whole(key)) : OptionalLong.empty();
  }

  private TcpState tcp(String key) {
    return new TcpState(
        json.whole(key + "snd_cwnd"),
        json.whole(key + "rtt"),
        json.whole(key + "rttvar"),
        (int) json.whole(key + "pmtu"),
        1448,
        0,
        3,
        count(key + "snd_wnd"),
        OptionalLong.empty(),
        OptionalLong.of(1_000_000),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private DatagramCounts datagrams(String key, boolean sender) {
    if (sender) {
      return DatagramCounts.sent(json.whole(key + "packets"));
    }
    return new DatagramCounts(
        json.whole(key + "packets"),
        json.whole(key + "lost_packets"),
        json.whole(key + "out_of_order"),
        0,
        Math.round(json.number(key + "jitter_ms") * 1e6),
        OptionalLong.empty());
  }

  private StreamTotals tcpTotals(String key) {
    return new StreamTotals(
        json.whole(key + "bytes"),
        json.number(key + "end"),
        count(key + "retransmits"),
        Optional.empty());
  }

  private String suffix(int index) {
    boolean second = index >= json.whole("start.test_start.num_streams");
    return second ? "_bidir_reverse" : "";
  }

  private StreamTotals udpSent(String end, int index) {
    String key = end + "udp.";
    return new StreamTotals(
        json.whole(key + "bytes"),
        json.number("end.sum_sent" + suffix(index) + ".seconds"),
        OptionalLong.empty(),
        Optional.of(DatagramCounts.sent(json.whole(key + "packets"))));
  }

  /** The capture has no bytes that a single stream received: they follow from its packets. */
  private StreamTotals udpReceived(
      String end, List<StreamSample> samples, boolean sender, int index) {
    String key = end + "udp.";
    long arrived = json.whole(key + "packets") - json.whole(key + "lost_packets");
    return new StreamTotals(
        sender
            ? arrived * json.whole("start.test_start.blksize")
            : samples.stream().mapToLong(StreamSample::bytes).sum(),
        json.number("end.sum_received" + suffix(index) + ".seconds"),
        OptionalLong.empty(),
        Optional.of(datagrams(key, false)));
  }
}
