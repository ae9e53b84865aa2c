package dev.linerate.it.tool;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.Optional;

/** Flows of 20 Mbit/s a stream, which any machine carries. */
final class PacedFlow {
  private PacedFlow() {}

  static Flow of(
      Protocol protocol,
      Direction direction,
      int streams,
      Duration duration,
      Duration omit,
      Duration interval) {
    Flow usual = Flow.of(protocol, duration);
    return new Flow(
        protocol,
        direction,
        streams,
        Rate.parse("20M"),
        usual.length(),
        usual.window(),
        usual.mss(),
        usual.congestion(),
        false,
        duration,
        omit,
        interval);
  }

  /** Without a length, datagrams are what the control connection found to fit. */
  static Flow withLength(Flow flow, long bytes) {
    return new Flow(
        flow.protocol(),
        flow.direction(),
        flow.streams(),
        flow.rate(),
        Optional.of(new ByteCount(bytes)),
        flow.window(),
        flow.mss(),
        flow.congestion(),
        flow.zerocopy(),
        flow.duration(),
        flow.omit(),
        flow.interval());
  }
}
