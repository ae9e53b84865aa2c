package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment showed, computed from its run.
 *
 * @param run the experiment's own
 * @param original the case as it was
 * @param changed the same without the suspected cause; empty when it has no trial, or nothing was
 *     to be changed
 * @param effect of the change; empty when one of the two was not measured
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
    /** Too few trials for an interval of 95 %. */
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
    double[] before = values(measure, original);
    double[] after = values(measure, changed);
    boolean dividable = measure != Measure.BITRATE || Arrays.stream(before).allMatch(v -> v > 0);
    return before.length == 0 || after.length == 0 || !dividable
        ? Optional.empty()
        : Optional.of(Effect.of(measure, before, after));
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
    if (effect.isEmpty()) {
      return dead(original) && alive(changed) ? Verdict.REVIVED : Verdict.INCOMPLETE;
    }
    Effect seen = effect.get();
    if (!seen.certain()) {
      return Verdict.UNDECIDED;
    }
    return seen.better() ? Verdict.SHOWN : seen.worse() ? Verdict.WORSE : Verdict.NONE;
  }

  /** Whether it was tried and nothing ever arrived. */
  private static boolean dead(Optional<CaseSummary> summary) {
    return summary.filter(s -> !s.record().trials().isEmpty()).isPresent() && !alive(summary);
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
