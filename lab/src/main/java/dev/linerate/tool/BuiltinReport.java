package dev.linerate.tool;

import dev.linerate.iperf.StreamIds;
import dev.linerate.iperf.StreamInfo;
import dev.linerate.iperf.StreamReport;
import dev.linerate.iperf.TestReport;
import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import dev.linerate.result.Side;
import dev.linerate.traffic.DatagramCounts;
import dev.linerate.traffic.StreamSample;
import dev.linerate.traffic.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** The engine's report of one end, as every tool's is kept. */
final class BuiltinReport {
  private final End end;
  private final int omitSeconds;

  private BuiltinReport(End end, int omitSeconds) {
    this.end = end;
    this.omitSeconds = omitSeconds;
  }

  static EndReport of(End end, TestReport report) {
    BuiltinReport reader =
        new BuiltinReport(end, report.start().parameters().amount().omitSeconds());
    List<Interval> intervals = new ArrayList<>();
    int most = report.streams().stream().mapToInt(s -> s.samples().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (StreamReport stream : report.streams()) {
        if (i < stream.samples().size()) {
          Optional<StreamSample> before =
              i == 0 ? Optional.empty() : Optional.of(stream.samples().get(i - 1));
          intervals.add(reader.interval(stream.info(), stream.samples().get(i), before));
        }
      }
    }
    return new EndReport(
        end,
        Optional.of(report.start().version()),
        intervals,
        receivedSeconds(report),
        OptionalDouble.of(report.cpu().total()),
        outOfOrder(intervals),
        report.error(),
        true);
  }

  private static OptionalDouble receivedSeconds(TestReport report) {
    return report.streams().stream()
        .filter(stream -> !stream.info().sender())
        .mapToDouble(stream -> stream.local().seconds())
        .max();
  }

  private static OptionalLong outOfOrder(List<Interval> intervals) {
    return intervals.stream()
        .filter(interval -> !interval.omitted())
        .flatMapToLong(interval -> interval.outOfOrder().stream())
        .reduce(Long::sum);
  }

  private Interval interval(StreamInfo stream, StreamSample sample, Optional<StreamSample> before) {
    boolean sender = stream.sender();
    Optional<TcpState> tcp = sample.tcp().filter(state -> sender);
    Optional<DatagramCounts> udp = sample.datagrams().filter(counts -> !sender);
    return new Interval(
        sender ? Side.SENDER : Side.RECEIVER,
        sender == (end == End.SERVER),
        StreamIds.index(stream.id()),
        sample.startNanos() / 1e9 + (sample.omitted() ? 0 : omitSeconds),
        sample.seconds(),
        sample.bytes(),
        sample.retransmits(),
        count(tcp.map(TcpState::congestionWindow)),
        count(tcp.map(TcpState::rttMicros)),
        count(tcp.map(TcpState::rttVarianceMicros)),
        udp.map(counts -> OptionalDouble.of(counts.jitterNanos() / 1e6))
            .orElse(OptionalDouble.empty()),
        count(udp.map(DatagramCounts::lost)),
        count(udp.map(DatagramCounts::packets)),
        count(udp.map(DatagramCounts::outOfOrder)),
        sample.omitted(),
        tcp.flatMap(state -> limits(state, before.flatMap(StreamSample::tcp))),
        udp.map(DatagramCounts::socketDrops).orElse(OptionalLong.empty()));
  }

  /** The kernel counts from the connection's start. */
  private static Optional<SenderLimits> limits(TcpState now, Optional<TcpState> before) {
    if (now.busyMicros().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SenderLimits(
            bits(now.pacingRate()),
            bits(now.deliveryRate()),
            growth(now, before, TcpState::busyMicros),
            growth(now, before, TcpState::receiveWindowLimitedMicros),
            growth(now, before, TcpState::sendBufferLimitedMicros)));
  }

  private static OptionalLong bits(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() * 8) : bytes;
  }

  private static long growth(
      TcpState now, Optional<TcpState> before, Function<TcpState, OptionalLong> counter) {
    long earlier = before.map(counter).orElse(OptionalLong.empty()).orElse(0);
    return Math.max(0, counter.apply(now).orElse(0) - earlier);
  }

  private static OptionalLong count(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
