package dev.linerate.telemetry;

/**
 * What the sampling itself took.
 *
 * @param passes over all sources
 * @param missed passes that were left out because the one before took too long
 * @param cpuMicros processor time of the sampling thread, µs
 * @param seconds over which it sampled
 */
public record SamplingCost(int passes, int missed, long cpuMicros, double seconds) {
  /** Share of one core, 0 to 1. */
  public double share() {
    return seconds > 0 ? cpuMicros / 1e6 / seconds : 0;
  }
}
