package dev.linerate.analysis.compare;

import dev.linerate.analysis.MedianInterval;
import dev.linerate.analysis.RatioInterval;
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
import java.util.stream.DoubleStream;

/**
 * Whether a run is slower than a baseline by more than is allowed. A case fails when both are so:
 * its median bit rate is lower by the allowed share or more, and that it is lower at all is no
 * chance ({@link Relabelling}, one-sided), seen among all cases ({@link StepDown}). So two runs of
 * the same thing fail in at most 5 of 100 gates, whatever their distribution and however many cases
 * they have. A faster case never fails.
 *
 * @param metric what is judged; of one of which less is better, a higher median is the slower one
 * @param maxRegression 0.05 allows a median that is worse by less than 5 %
 */
public record Gate(
    RunComparison comparison, Metric metric, double maxRegression, List<GatedCase> cases) {
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
      ComparedCase compared, Contrast contrast, Metric metric, Outcome outcome, OptionalDouble p) {

    /** What was judged, where that is not the bit rate; empty where the case does not have it. */
    public Optional<Figure> figure() {
      return contrast.figures().stream().filter(figure -> figure.metric() == metric).findFirst();
    }
  }

  /** Judges a run's bit rates. */
  public static Gate of(Run baseline, Run run, double maxRegression, Set<Trait> across) {
    return of(baseline, run, Metric.BITRATE, maxRegression, across);
  }

  /**
   * Judges a run.
   *
   * @param across traits that may differ
   */
  public static Gate of(
      Run baseline, Run run, Metric metric, double maxRegression, Set<Trait> across) {
    RunComparison comparison = RunComparison.of(List.of(baseline, run), new Terms(0, across));
    List<Optional<Sample>> samples =
        comparison.cases().stream().map(c -> Sample.of(contrast(c), metric)).toList();
    double[] p =
        StepDown.probabilities(
            samples.stream().flatMap(Optional::stream).map(Sample::relabelling).toList());
    List<GatedCase> cases = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < samples.size(); i++) {
      ComparedCase compared = comparison.cases().get(i);
      Optional<Sample> sample = samples.get(i);
      cases.add(
          sample.isEmpty()
              ? unjudged(compared, metric)
              : judged(compared, sample.get(), maxRegression, p[next++]));
    }
    return new Gate(comparison, metric, maxRegression, cases);
  }

  /** The trials of a case that can be judged: figures in the metric's unit, none below 0. */
  private static final class Sample {
    private final Metric metric;
    private final double[] from;
    private final double[] to;

    private Sample(Metric metric, double[] from, double[] to) {
      this.metric = metric;
      this.from = from;
      this.to = to;
    }

    static Optional<Sample> of(Contrast contrast, Metric metric) {
      if (contrast.verdict() == Verdict.NOT_COMPARABLE) {
        return Optional.empty();
      }
      double[] from = contrast.base().orElseThrow().values(metric);
      double[] to = contrast.other().orElseThrow().values(metric);
      return Math.min(from.length, to.length) < RatioInterval.FEWEST
          ? Optional.empty()
          : Optional.of(new Sample(metric, from, to));
    }

    /** Of what less is better of, the baseline must be lower. */
    Relabelling relabelling() {
      double shift = shift();
      return metric.lessIsBetter()
          ? Relabelling.of(shifted(to, shift), shifted(from, shift))
          : Relabelling.of(shifted(from, shift), shifted(to, shift));
    }

    /**
     * Nothing lost has no logarithm. All values together decide what is added to each, and not
     * whose they are, so that every way to deal them out stays as likely as any other.
     */
    private double shift() {
      double least =
          DoubleStream.concat(Arrays.stream(from), Arrays.stream(to))
              .filter(value -> value > 0)
              .min()
              .orElse(1);
      boolean none =
          DoubleStream.concat(Arrays.stream(from), Arrays.stream(to)).anyMatch(v -> v == 0);
      return none ? least / 2 : 0;
    }

    private static double[] shifted(double[] values, double shift) {
      return Arrays.stream(values).map(value -> value + shift).toArray();
    }

    /** Whether the median is worse by that share or more. */
    boolean worse(double share) {
      double before = MedianInterval.of(from).median();
      double after = MedianInterval.of(to).median();
      return metric.lessIsBetter()
          ? after > before && after >= before * (1 + share)
          : after / before < 1 && after / before <= 1 - share;
    }
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

  private static GatedCase judged(
      ComparedCase compared, Sample sample, double maxRegression, double p) {
    boolean worse = sample.worse(maxRegression);
    Outcome outcome = worse && p <= FALSE_ALARMS + ROUNDING ? Outcome.REGRESSED : Outcome.PASSED;
    return new GatedCase(
        compared, contrast(compared), sample.metric, outcome, OptionalDouble.of(p));
  }

  private static GatedCase unjudged(ComparedCase compared, Metric metric) {
    Contrast contrast = contrast(compared);
    boolean broken = delivered(contrast.base()) && broken(contrast.other());
    return new GatedCase(
        compared,
        contrast,
        metric,
        broken ? Outcome.BROKEN : Outcome.SKIPPED,
        OptionalDouble.empty());
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
