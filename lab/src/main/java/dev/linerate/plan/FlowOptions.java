package dev.linerate.plan;

import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the command line changes in every flow of a plan.
 *
 * @param duration measured time of each trial
 * @param streams parallel connections
 * @param udpRate of UDP flows
 * @param window socket buffers
 * @param congestion congestion control of TCP flows
 * @param inside whether they are within their containers' control groups; false leaves the plan's
 */
public record FlowOptions(
    Optional<Duration> duration,
    OptionalInt streams,
    Optional<Rate> udpRate,
    Optional<ByteCount> window,
    Optional<String> congestion,
    boolean inside) {
  /** Changes nothing. */
  public static final FlowOptions NONE =
      new FlowOptions(
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** The values that are out of range, as sentences. */
  List<String> problems() {
    return Stream.of(
            PlanOptions.violation("duration", Limits.DURATION, duration, Durations::text),
            PlanOptions.violation("udp-rate", Limits.RATE, fixed(udpRate), BitRate::toString),
            PlanOptions.violation(
                "streams", Limits.STREAMS, PlanOptions.boxed(streams), Object::toString),
            PlanOptions.violation("window", Limits.WINDOW, window, ByteCount::toString))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<BitRate> fixed(Optional<Rate> rate) {
    return rate.filter(Rate.Fixed.class::isInstance).map(r -> ((Rate.Fixed) r).perStream());
  }

  /** The flow with these changes, as far as they are its protocol's. */
  Flow apply(Flow flow) {
    Flow changed = duration.map(flow::withDuration).orElse(flow);
    changed = streams.isPresent() ? changed.withStreams(streams.getAsInt()) : changed;
    changed = window.isPresent() ? changed.withWindow(window) : changed;
    changed = inside ? changed.withInside(true) : changed;
    return switch (flow.protocol()) {
      case TCP -> congestion.isPresent() ? changed.withCongestion(congestion) : changed;
      case UDP -> udpRate.map(changed::withRate).orElse(changed);
    };
  }
}
