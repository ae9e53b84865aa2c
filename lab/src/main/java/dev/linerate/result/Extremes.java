package dev.linerate.result;

import java.util.OptionalDouble;

/**
 * What would be lost of samples that are put together to one.
 *
 * @param lowest of their bit rates, bit/s
 * @param highest of their bit rates, bit/s
 * @param highestLostPercent the largest share of datagrams lost in one of them, %
 * @param highestJitterMillis ms
 */
public record Extremes(
    double lowest,
    double highest,
    OptionalDouble highestLostPercent,
    OptionalDouble highestJitterMillis) {

  /** Of both. */
  public Extremes with(Extremes other) {
    return new Extremes(
        Math.min(lowest, other.lowest),
        Math.max(highest, other.highest),
        larger(highestLostPercent, other.highestLostPercent),
        larger(highestJitterMillis, other.highestJitterMillis));
  }

  private static OptionalDouble larger(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(Math.max(a.getAsDouble(), b.getAsDouble()))
        : a.isPresent() ? a : b;
  }
}
