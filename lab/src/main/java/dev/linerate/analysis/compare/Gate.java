package dev.linerate.analysis.compare;

import dev.linerate.analysis.Relabelling;
import dev.linerate.analysis.StepDown;
import dev.linerate.result.Run;
import dev.linerate.result.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether a run is slower than a baseline by more than is allowed. A case fails when both are so:
 * its median bit rate is lower by the allowed share or more, and that it is lower at all is no
 * chance ({@link Relabelling}, one-sided), seen among all cases ({@link StepDown}). So two runs of
 * the same thing fail in at most 5 of 100 gates, whatever their distribution and however many cases
 * they have. A faster case never fails.
 *
 * @param maxRegression 0.05 allows a median that is lower by less than 5 %
 */
public record Gate(RunComparison comparison, double maxRegression, List<GatedCase> cases) {
  /** How often a gate between two runs of the same thing may fail. */
  public static final double FALSE_ALARMS = 0.05;

  /** 1 − (1 − 1/20) is a little more than 1/20. */
  private static final double ROUNDING = 1e-9;

  public Gate {
    cases = List.copyOf(cases);
  }

  /** What became of a case. */
  public enum Outcome {
    PASSED,
    /** Slower than is allowed. */
    REGRESSED,
    /** It was measured in the baseline, and now it fails or nothing arrives. */
    BROKEN,
    /** Not compared, for a reason that says nothing of its speed. */
    SKIPPED
  }

  /**
   * One case.
   *
   * @param p corrected probability of a slowdown so clear where there is none; empty when it was
   *     not judged
   */
  public record GatedCase(
      ComparedCase compared, Contrast contrast, Outcome outcome, OptionalDouble p) {}

  /**
   * Judges a run.
   *
   * @param across traits that may differ
   */
  public static Gate of(Run baseline, Run run, double maxRegression, Set<Trait> across) {
    RunComparison comparison = RunComparison.of(List.of(baseline, run), new Terms(0, across));
    List<ComparedCase> judged =
        comparison.cases().stream().filter(c -> judged(contrast(c))).toList();
    double[] p =
        StepDown.probabilities(judged.stream().map(c -> relabelling(contrast(c))).toList());
    List<GatedCase> cases = new ArrayList<>();
    for (ComparedCase compared : comparison.cases()) {
      int index = judged.indexOf(compared);
      cases.add(index < 0 ? unjudged(compared) : judged(compared, maxRegression, p[index]));
    }
    return new Gate(comparison, maxRegression, cases);
  }

  /** Whether a case regressed or broke. */
  public boolean failed() {
    return count(Outcome.REGRESSED) + count(Outcome.BROKEN) > 0;
  }

  /** Whether any case could be judged at all. */
  public boolean judgedAny() {
    return cases.stream().anyMatch(c -> c.outcome() != Outcome.SKIPPED);
  }

  public int count(Outcome outcome) {
    return (int) cases.stream().filter(c -> c.outcome() == outcome).count();
  }

  private static Contrast contrast(ComparedCase compared) {
    return compared.contrasts().getFirst();
  }

  private static boolean judged(Contrast contrast) {
    return contrast.verdict() != Verdict.NOT_COMPARABLE;
  }

  private static Relabelling relabelling(Contrast contrast) {
    return Relabelling.of(
        contrast.base().orElseThrow().bitrates(), contrast.other().orElseThrow().bitrates());
  }

  private static GatedCase judged(ComparedCase compared, double maxRegression, double p) {
    Contrast contrast = contrast(compared);
    double ratio = contrast.ratio().orElseThrow().ratio();
    boolean slower = ratio < 1 && ratio <= 1 - maxRegression;
    Outcome outcome = slower && p <= FALSE_ALARMS + ROUNDING ? Outcome.REGRESSED : Outcome.PASSED;
    return new GatedCase(compared, contrast, outcome, OptionalDouble.of(p));
  }

  private static GatedCase unjudged(ComparedCase compared) {
    Contrast contrast = contrast(compared);
    boolean broken = delivered(contrast.base()) && broken(contrast.other());
    return new GatedCase(
        compared, contrast, broken ? Outcome.BROKEN : Outcome.SKIPPED, OptionalDouble.empty());
  }

  /** Whether every trial received something. */
  private static boolean delivered(Optional<Measured> measured) {
    return measured
        .map(Measured::bitrates)
        .map(rates -> rates.length > 0 && Arrays.stream(rates).allMatch(rate -> rate > 0))
        .orElse(false);
  }

  private static boolean broken(Optional<Measured> measured) {
    return measured
        .map(m ->
            m.summary().record().status() == Status.FAILED
                || (m.bitrates().length > 0 && !delivered(measured)))
        .orElse(false);
  }
}
