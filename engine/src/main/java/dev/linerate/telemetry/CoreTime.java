package dev.linerate.telemetry;

import java.util.OptionalDouble;

/**
 * What one core spent its time on, milliseconds within each sample ({@code /proc/stat}). The kernel
 * counts whole ticks, of which 100 are a second: a sample of 100 ms knows shares in steps of a
 * tenth.
 */
public record CoreTime(
    Column userMillis,
    Column systemMillis,
    Column softirqMillis,
    Column irqMillis,
    Column stealMillis,
    Column idleMillis) {

  /** Milliseconds in that state. */
  public Column millis(CoreState state) {
    return switch (state) {
      case USER -> userMillis;
      case SYSTEM -> systemMillis;
      case SOFTIRQ -> softirqMillis;
      case IRQ -> irqMillis;
      case STEAL -> stealMillis;
      case IDLE -> idleMillis;
    };
  }

  /** Share of the sample's time in that state, 0 to 1; empty where the core told nothing. */
  public OptionalDouble share(CoreState state, int sample) {
    return share(state, sample, sample + 1);
  }

  /** The same over the samples from {@code from} to before {@code to}. */
  public OptionalDouble share(CoreState state, int from, int to) {
    long all = 0;
    for (CoreState each : CoreState.values()) {
      all += millis(each).sum(from, to).orElse(0);
    }
    return all > 0
        ? OptionalDouble.of(millis(state).sum(from, to).orElse(0) / (double) all)
        : OptionalDouble.empty();
  }

  /** Share of the sample's time that was not idle: 1 is a saturated core. */
  public OptionalDouble busy(int sample) {
    return busy(sample, sample + 1);
  }

  /** The same over the samples from {@code from} to before {@code to}. */
  public OptionalDouble busy(int from, int to) {
    OptionalDouble idle = share(CoreState.IDLE, from, to);
    return idle.isPresent() ? OptionalDouble.of(1 - idle.getAsDouble()) : idle;
  }
}
