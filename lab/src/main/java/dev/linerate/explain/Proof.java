package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment showed, computed from its run.
 *
 * @param run the experiment's own
 * @param original the case as it was
 * @param changed the same without the suspected cause; empty when it has no trial, or nothing was
 *     to be changed
 * @param effect of the change; empty when one of the two has fewer than three trials, or delivered
 *     nothing
 * @param seenAgain whether the original had the finding this time, too
 */
public record Proof(
    Claim claim,
    Run run,
    Optional<CaseSummary> original,
    Optional<CaseSummary> changed,
    Optional<Effect> effect,
    boolean seenAgain) {

  /** What can be said. */
  public enum Verdict {
    /** The interval is on the better side: the cause is one. */
    SHOWN,
    /** The interval spans no effect. */
    NONE,
    /** It is on the worse side. */
    WORSE,
    /** Fewer than three trials of either: no interval. */
    UNDECIDED,
    /** The case as it was delivers nothing, the changed one does. */
    REVIVED,
    /** Nothing was to be changed: the case was measured more often. */
    REPEATED,
    /** One of the cases could not be measured. */
    INCOMPLETE
  }

  /**
   * The proof of a run.
   *
   * @param explanations of the run's cases
   * @return empty when the run is no experiment
   */
  public static Optional<Proof> of(Run run, List<Explanation> explanations) {
    return Claim.of(run.platform()).map(claim -> of(claim, run, explanations));
  }

  private static Proof of(Claim claim, Run run, List<Explanation> explanations) {
    Optional<Explanation> original = number(explanations, claim.original());
    Optional<Explanation> changed =
        claim.compares() ? number(explanations, claim.changed()) : Optional.empty();
    boolean again =
        original.stream()
            .flatMap(explanation -> explanation.findings().stream())
            .anyMatch(finding -> finding.cause() == claim.cause());
    return new Proof(
        claim,
        run,
        original.map(Explanation::summary),
        changed.map(Explanation::summary),
        effect(claim.measure(), original, changed),
        again);
  }

  private static Optional<Explanation> number(List<Explanation> explanations, int number) {
    return explanations.stream()
        .filter(explanation -> explanation.summary().record().number() == number)
        .findFirst();
  }

  private static Optional<Effect> effect(
      Measure measure, Optional<Explanation> original, Optional<Explanation> changed) {
    return Effect.of(measure, values(measure, original), values(measure, changed));
  }

  private static double[] values(Measure measure, Optional<Explanation> explanation) {
    return explanation.stream()
        .flatMap(e -> e.summary().totals().stream())
        .flatMapToDouble(totals -> measure.of(totals).stream())
        .toArray();
  }

  /** The one thing that can be said. */
  public Verdict verdict() {
    if (!claim.compares()) {
      return original.flatMap(CaseSummary::bitrate).isPresent()
          ? Verdict.REPEATED
          : Verdict.INCOMPLETE;
    }
    if (effect.isPresent()) {
      Effect seen = effect.get();
      return seen.better() ? Verdict.SHOWN : seen.worse() ? Verdict.WORSE : Verdict.NONE;
    }
    if (alive(changed)) {
      return alive(original) ? Verdict.UNDECIDED : dead(original);
    }
    return Verdict.INCOMPLETE;
  }

  /** A case that was tried and delivered nothing is one thing, one that was not tried another. */
  private static Verdict dead(Optional<CaseSummary> summary) {
    return summary.filter(s -> !s.record().trials().isEmpty()).isPresent()
        ? Verdict.REVIVED
        : Verdict.INCOMPLETE;
  }

  private static boolean alive(Optional<CaseSummary> summary) {
    return summary.flatMap(CaseSummary::bitrate).map(MedianInterval::high).orElse(0.0) > 0;
  }

  /** Why a case of the experiment has no number; empty when all have one. */
  public Optional<String> reason() {
    return run.cases().stream()
        .filter(record -> record.status() != Status.MEASURED)
        .flatMap(
            record -> record.reason().stream().map(reason -> record.spec().label() + ": " + reason))
        .findFirst();
  }
}
