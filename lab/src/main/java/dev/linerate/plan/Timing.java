package dev.linerate.plan;

import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The times of a flow; a flow takes from {@code defaults} those that it does not give.
 *
 * @param given length of an interval; empty while nobody has given one
 * @param tool what they are for
 */
record Timing(Duration duration, Duration omit, Optional<Duration> given, ToolChoice tool) {
  static final List<String> KEYS = List.of("duration", "omit", "interval");

  static final Timing DEFAULT =
      new Timing(Duration.ofSeconds(10), Duration.ZERO, Optional.empty(), ToolChoice.BUILTIN);

  private static final Duration USUAL_INTERVAL = Duration.ofMillis(500);

  /** The same times for another tool. */
  Timing of(ToolChoice other) {
    return new Timing(duration, omit, given, other);
  }

  /** What was given, or half a second; a shorter flow is one interval. */
  Duration interval() {
    return given.orElse(USUAL_INTERVAL.compareTo(duration) > 0 ? duration : USUAL_INTERVAL);
  }

  static Timing read(Section section, Timing outer) {
    Optional<Duration> duration = section.quantity("duration", Limits.DURATION);
    Optional<Duration> omit = section.quantity("omit", Limits.OMIT);
    Optional<Duration> interval = section.quantity("interval", Limits.INTERVAL);
    Timing timing =
        new Timing(
            duration.orElse(outer.duration),
            omit.orElse(outer.omit),
            interval.or(outer::given),
            outer.tool);
    if (duration.isPresent()) {
      timing.refuseFraction(section);
    }
    if (duration.isPresent() || interval.isPresent()) {
      timing.refuseLongInterval(section, interval.isPresent() ? "interval" : "duration");
    }
    return timing;
  }

  private void refuseFraction(Section section) {
    if (tool.hasIperf3() && !Limits.isWhole(duration)) {
      section.problem(
          "duration",
          Durations.text(duration)
              + " is no whole number of seconds, which is all that iperf3 takes; tool: builtin"
              + " takes it");
    }
  }

  private void refuseLongInterval(Section section, String key) {
    if (interval().compareTo(duration) > 0) {
      section.problem(
          key,
          "an interval of "
              + Durations.text(interval())
              + " does not fit a duration of "
              + Durations.text(duration));
    }
  }
}
