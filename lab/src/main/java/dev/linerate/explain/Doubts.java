package dev.linerate.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What cannot be told, and why. */
final class Doubts {
  private static final int ENOUGH_TRIALS = 3;

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
    boolean single =
        evidence.trials().stream()
            .flatMap(trial -> trial.telemetry().stream())
            .anyMatch(telemetry -> telemetry.cores().size() == 1);
    if (single) {
      unseen.add(
          "one core does everything: who of sender, receiver and kernel filled it cannot be told");
    }
    if (unseen.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Cause.BLIND,
            unseen,
            "Causes that need what was not seen are not ruled out.",
            "Run it again with telemetry, on a machine with two cores or more.",
            OptionalDouble.empty()));
  }
}
