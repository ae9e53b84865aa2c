package dev.linerate.search;

import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.Random;

/** Carries datagrams of 1000 bytes up to its capacity, and has the faults that a test gives it. */
final class SimulatedDevice {
  private static final double BITS = 8_000;
  private static final Duration OVERHEAD = Duration.ofMillis(50);

  private final double capacity;
  private final Random random;
  private double burstChance;
  private double lossEverywhere;
  private double senderLimit = Double.MAX_VALUE;
  private double hysteresis;
  private boolean congested;

  SimulatedDevice(double capacity, long seed) {
    this.capacity = capacity;
    random = new Random(seed);
  }

  /** A share of the seconds in which a burst of datagrams is lost whatever the load. */
  SimulatedDevice withBursts(double chanceEachSecond) {
    burstChance = chanceEachSecond;
    return this;
  }

  SimulatedDevice withLossEverywhere(double ratio) {
    lossEverywhere = ratio;
    return this;
  }

  SimulatedDevice withSenderLimit(double bitsPerSecond) {
    senderLimit = bitsPerSecond;
    return this;
  }

  /** Once overloaded it carries only this much less, until a trial stays below that. */
  SimulatedDevice withHysteresis(double share) {
    hysteresis = share;
    return this;
  }

  TrialResult measure(Trial trial) {
    double seconds = Durations.seconds(trial.duration());
    long intended = Math.max(1, (long) (trial.bitsPerSecond() * seconds / BITS));
    double offered = Math.min((double) trial.bitsPerSecond(), senderLimit);
    double sending = seconds * trial.bitsPerSecond() / offered;
    long carried = Math.min(intended, (long) (capacityNow(offered) * sending / BITS) + 1);
    long received = Math.max(0, carried - bursts(seconds, intended) - everywhere(intended));
    Duration took = Duration.ofNanos((long) (sending * 1e9));
    return new TrialResult(trial, intended, intended, received, took, took.plus(OVERHEAD));
  }

  private double capacityNow(double offered) {
    double limit = congested ? capacity * (1 - hysteresis) : capacity;
    congested = offered > limit;
    return limit;
  }

  private long bursts(double seconds, long datagrams) {
    return random.nextDouble() < 1 - Math.pow(1 - burstChance, seconds)
        ? 1 + random.nextLong(Math.max(1, datagrams / 20))
        : 0;
  }

  private long everywhere(long datagrams) {
    return lossEverywhere > 0 ? Math.max(1, Math.round(datagrams * lossEverywhere)) : 0;
  }

  SearchResult search(SearchGoal goal, SearchLimits limits) {
    RateSearch search = new RateSearch(goal, limits);
    for (var trial = search.next(); trial.isPresent(); trial = search.next()) {
      search.add(measure(trial.get()));
    }
    return search.result();
  }
}
