package dev.linerate.analysis.compare;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs beside each other: each is compared with the first.
 *
 * @param runs at least two; the first is the base
 * @param cases in the order of the base run's cases; then those it does not have
 */
public record RunComparison(List<Run> runs, List<ComparedCase> cases, Terms terms) {
  public RunComparison {
    runs = List.copyOf(runs);
    cases = List.copyOf(cases);
  }

  /**
   * Compares.
   *
   * @throws IllegalArgumentException for fewer than two runs
   */
  public static RunComparison of(List<Run> runs, Terms terms) {
    if (runs.size() < 2) {
      throw new IllegalArgumentException("nothing to compare: " + runs.size() + " run");
    }
    List<Measured> base = cases(runs.getFirst());
    List<CaseMatching> others =
        runs.stream().skip(1).map(run -> new CaseMatching(cases(run))).toList();
    List<List<Optional<Measured>>> matches = matches(base, others);
    List<ComparedCase> compared = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      Measured own = base.get(i);
      compared.add(
          new ComparedCase(
              own.spec(),
              matches.get(i).stream().map(m -> Contrast.of(Optional.of(own), m, terms)).toList()));
    }
    compared.addAll(strangers(others, terms));
    return new RunComparison(runs, compared, terms);
  }

  /** Contrasts that have a verdict, other than that they cannot be compared. */
  public List<Contrast> judged() {
    return contrasts().filter(c -> c.verdict() != Verdict.NOT_COMPARABLE).toList();
  }

  /** What differs between the platforms of the base and of one other run, from 1. */
  public List<FactDifference> facts(int other) {
    return FactDifferences.between(runs.getFirst().platform(), runs.get(other).platform());
  }

  private Stream<Contrast> contrasts() {
    return cases.stream().flatMap(c -> c.contrasts().stream());
  }

  /** Equal cases find each other before those that are only alike. */
  private static List<List<Optional<Measured>>> matches(
      List<Measured> base, List<CaseMatching> others) {
    List<List<Optional<Measured>>> matches = new ArrayList<>();
    for (Measured own : base) {
      matches.add(new ArrayList<>(others.stream().map(o -> o.takeEqual(own)).toList()));
    }
    for (int i = 0; i < base.size(); i++) {
      for (int k = 0; k < others.size(); k++) {
        if (matches.get(i).get(k).isEmpty()) {
          matches.get(i).set(k, others.get(k).take(base.get(i)));
        }
      }
    }
    return matches;
  }

  /** Cases the base does not have: shown, because a missing row looks like a missing network. */
  private static List<ComparedCase> strangers(List<CaseMatching> others, Terms terms) {
    List<ComparedCase> rows = new ArrayList<>();
    for (int k = 0; k < others.size(); k++) {
      for (Measured stranger : others.get(k).left()) {
        int own = k;
        List<Contrast> contrasts = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
          contrasts.add(
              Contrast.of(
                  Optional.empty(), i == own ? Optional.of(stranger) : Optional.empty(), terms));
        }
        rows.add(new ComparedCase(stranger.spec(), contrasts));
      }
    }
    return rows;
  }

  private static List<Measured> cases(Run run) {
    return run.cases().stream()
        .map(c -> new Measured(run, CaseSummary.of(c, run.link(), run.platform())))
        .toList();
  }
}
