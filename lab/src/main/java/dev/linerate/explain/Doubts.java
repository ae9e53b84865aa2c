package dev.linerate.explain;

import dev.linerate.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What cannot be told, and why. */
final class Doubts {
  private static final int ENOUGH_TRIALS = 3;

  /** Of a core's time on average, to the hypervisor's other guests: more than its bookkeeping. */
  private static final double SHARED = 0.05;

  private Doubts() {}

  static List<Finding> of(CaseEvidence evidence) {
    List<Finding> doubts = new ArrayList<>();
    int n = evidence.summary().bitrate().map(rate -> rate.n()).orElse(0);
    if (n > 0 && n < ENOUGH_TRIALS) {
      doubts.add(
          new Finding(
              Cause.FEW_TRIALS,
              List.of(n == 1 ? "one trial" : n + " trials"),
              "A single number says nothing about how much it would vary.",
              "Repeat: --repeat 6 gives an interval of 95 %.",
              OptionalDouble.empty()));
    }
    blind(evidence).ifPresent(doubts::add);
    return doubts;
  }

  private static Optional<Finding> blind(CaseEvidence evidence) {
    List<String> unseen = new ArrayList<>();
    if (Explainer.watched(evidence.trials()) == 0) {
      unseen.add("no trial was watched: processors, interfaces and sockets are unknown");
    } else if (evidence.moments().isEmpty()) {
      unseen.add("no sample falls into the measured time");
    }
    if (telemetry(evidence).anyMatch(seen -> seen.cores().size() == 1)) {
      unseen.add(
          "one core does everything: who of sender, receiver and kernel filled it cannot be told");
    }
    if (telemetry(evidence).anyMatch(Doubts::waitsUnknown)) {
      unseen.add(
          "this kernel does not tell how long threads wait for a core (schedstat): what ran there"
              + " instead cannot be told");
    }
    guests(evidence).ifPresent(unseen::add);
    if (unseen.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Cause.BLIND,
            unseen,
            "Causes that need what was not seen are not ruled out.",
            "Run it again where that can be seen: with telemetry, on a machine of its own with two"
                + " cores or more.",
            OptionalDouble.empty()));
  }

  private static Stream<Telemetry> telemetry(CaseEvidence evidence) {
    return evidence.trials().stream().flatMap(trial -> trial.telemetry().stream());
  }

  private static boolean waitsUnknown(Telemetry seen) {
    return seen.threads().stream().anyMatch(thread -> thread.waitMicros().isEmpty());
  }

  /**
   * On a shared machine others take time, and perhaps caches and memory, too, which nobody tells.
   */
  private static Optional<String> guests(CaseEvidence evidence) {
    double stolen = evidence.moments().stream().mapToDouble(Moment::steal).average().orElse(0);
    return stolen < SHARED
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "other guests of this machine took %.0f %% of the traffic's cores: what else they"
                    + " took cannot be told",
                stolen * 100));
  }
}
