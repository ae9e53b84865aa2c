package dev.linerate.plan;

import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The times of a flow; a flow takes from {@code defaults} those that it does not give. */
record Timing(Duration duration, Duration omit, Duration interval) {
  static final List<String> KEYS = List.of("duration", "omit", "interval");

  static final Timing DEFAULT =
      new Timing(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(500));

  static Timing read(Section section, Timing outer) {
    Optional<Duration> duration = section.quantity("duration", Limits.DURATION);
    Optional<Duration> omit = section.quantity("omit", Limits.OMIT);
    Optional<Duration> interval = section.quantity("interval", Limits.INTERVAL);
    Timing timing =
        new Timing(
            duration.orElse(outer.duration),
            omit.orElse(outer.omit),
            interval.orElse(outer.interval));
    if (duration.isPresent() || interval.isPresent()) {
      timing.refuseLongInterval(section, interval.isPresent() ? "interval" : "duration");
    }
    return timing;
  }

  private void refuseLongInterval(Section section, String key) {
    if (interval.compareTo(duration) > 0) {
      section.problem(
          key,
          "an interval of "
              + Durations.text(interval)
              + " does not fit a duration of "
              + Durations.text(duration));
    }
  }
}
