package dev.linerate.explain;

import dev.linerate.plan.CorePair;
import dev.linerate.plan.Pinning;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreState;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Cores that other programs left alone while a case was measured. */
final class QuietCores {
  /** Of a core's time: what a machine does by the way. */
  private static final double LITTLE = 0.15;

  private static final double MICROS_A_MILLI = 1000;

  private QuietCores() {}

  /** The two quietest, on different physical cores; empty when there are not two. */
  static Optional<Pinning> pair(List<Trial> trials, Processors processors) {
    List<Integer> quiet =
        foreign(trials).entrySet().stream()
            .filter(core -> core.getValue() < LITTLE)
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(Map.Entry::getKey)
            .toList();
    return quiet.isEmpty()
        ? Optional.empty()
        : quiet.stream()
            .skip(1)
            .filter(core -> !processors.siblings(core, quiet.getFirst()))
            .findFirst()
            .map(core -> Pinning.parse(new CorePair(quiet.getFirst(), core).word()));
  }

  /** The one that did least in all trials, whoever for; empty when none did little. */
  static OptionalInt idle(List<Trial> trials) {
    Map<Integer, Double> busy = new TreeMap<>();
    for (Trial trial : trials) {
      trial
          .telemetry()
          .ifPresent(telemetry ->
              telemetry
                  .cores()
                  .forEach(core -> busy.merge(core.core(), busy(core, telemetry), Math::max)));
    }
    return busy.entrySet().stream()
        .filter(core -> core.getValue() < LITTLE)
        .min(Map.Entry.comparingByValue())
        .map(core -> OptionalInt.of(core.getKey()))
        .orElse(OptionalInt.empty());
  }

  /** One that tells nothing is taken for busy. */
  private static double busy(CoreSeries core, Telemetry telemetry) {
    return core.time().busy(0, telemetry.samples()).orElse(1);
  }

  /** The greatest share of any trial that programs other than the traffic took of each core. */
  private static Map<Integer, Double> foreign(List<Trial> trials) {
    Map<Integer, Double> shares = new TreeMap<>();
    for (Trial trial : trials) {
      trial
          .telemetry()
          .ifPresent(telemetry ->
              telemetry
                  .cores()
                  .forEach(core -> shares.merge(core.core(), share(core, telemetry), Math::max)));
    }
    return shares;
  }

  private static double share(CoreSeries core, Telemetry telemetry) {
    double all = 0;
    for (CoreState state : CoreState.values()) {
      all += core.time().millis(state).sum().orElse(0);
    }
    double programs =
        core.time().millis(CoreState.USER).sum().orElse(0)
            + core.time().millis(CoreState.SYSTEM).sum().orElse(0);
    return all > 0 ? Math.max(0, programs - own(core.core(), telemetry)) / all : 1;
  }

  /** Milliseconds of the traffic's own threads in the samples in which they were on that core. */
  private static double own(int core, Telemetry telemetry) {
    double millis = 0;
    for (ThreadSeries thread : telemetry.threads()) {
      for (int sample = 0; sample < telemetry.samples(); sample++) {
        if (thread.core().at(sample, -1) == core) {
          millis += thread.cpuMicros().at(sample, 0) / MICROS_A_MILLI;
        }
      }
    }
    return millis;
  }
}
