package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.Figure;
import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.analysis.compare.Metric;
import dev.linerate.analysis.compare.Verdict;
import java.util.List;

/** What a gate says, the same in all its formats. */
public final class GateWords {
  private GateWords() {}

  /** {@code docker-bridge, TCP, same-host}. */
  static String name(GatedCase gated) {
    return ComparisonRow.name(gated.compared().spec())
        + ", "
        + gated.compared().spec().placement().word();
  }

  /** {@code 12.3 % slower [10.1 % … 14.2 %], p = 0.001: 30.7 Gbit/s against 35.0 Gbit/s}. */
  public static String sentence(GatedCase gated) {
    if (gated.metric() != Metric.BITRATE) {
      return figure(gated);
    }
    ComparisonRow row = ComparisonRow.of(gated.compared().spec(), "B", gated.contrast());
    if (gated.contrast().ratio().isEmpty() || gated.p().isEmpty()) {
      return String.join("; ", row.notes());
    }
    RatioInterval ratio = gated.contrast().ratio().get();
    return change(ratio.ratio())
        + " ["
        + signed(ratio.low())
        + ", "
        + signed(ratio.high())
        + "], p "
        + p(gated.p().getAsDouble())
        + ": "
        + row.other()
        + " against "
        + row.base()
        + (gated.outcome() == Outcome.REGRESSED ? "; " + owedTo(gated) : "");
  }

  private static String owedTo(GatedCase gated) {
    return ComparisonRow.owedTo(gated.contrast().facts());
  }

  /** {@code 31.0 % more [+28.0 %, +33.0 %], p = 0.008: CPU time 0.55 s/GB against 0.42 s/GB}. */
  private static String figure(GatedCase gated) {
    if (gated.figure().isEmpty() || gated.p().isEmpty()) {
      List<String> reasons = gated.contrast().reasons();
      return gated.contrast().verdict() == Verdict.NOT_COMPARABLE
          ? String.join("; ", reasons)
          : "fewer than "
              + RatioInterval.FEWEST
              + " trials of each say their "
              + gated.metric().title();
    }
    Figure figure = gated.figure().get();
    String change =
        figure
            .ratio()
            .map(r ->
                Text.decimals(1, Math.abs(r.ratio() - 1) * 100)
                    + (r.ratio() < 1 ? " % less [" : " % more [")
                    + signed(r.low())
                    + ", "
                    + signed(r.high())
                    + "], ")
            .orElse("");
    return change
        + "p "
        + p(gated.p().getAsDouble())
        + ": "
        + FigureWords.both(figure)
        + (gated.outcome() == Outcome.REGRESSED ? "; " + owedTo(gated) : "");
  }

  /** {@code failed: 1 of 14 cases slower by 5 % or more; 2 not compared}. */
  static String summary(Gate gate) {
    int judged = gate.cases().size() - gate.count(Outcome.SKIPPED);
    List<String> parts =
        List.of(
            gate.count(Outcome.REGRESSED)
                + " of "
                + judged
                + (judged == 1 ? " case" : " cases")
                + (gate.metric() == Metric.BITRATE
                    ? " slower by "
                    : (gate.metric().lessIsBetter() ? " with more " : " with fewer ")
                        + gate.metric().title()
                        + " by ")
                + ComparisonRow.percent(gate.maxRegression())
                + " or more",
            gate.count(Outcome.BROKEN) > 0 ? gate.count(Outcome.BROKEN) + " broken" : "",
            gate.count(Outcome.SKIPPED) > 0 ? gate.count(Outcome.SKIPPED) + " not compared" : "");
    return (gate.failed() ? "failed: " : "passed: ") + Text.join("; ", parts);
  }

  /** {@code < 0.001}, {@code = 0.032}. */
  static String p(double p) {
    return p < 0.001 ? "< 0.001" : "= " + Text.decimals(3, p);
  }

  private static String change(double ratio) {
    return Text.decimals(1, Math.abs(ratio - 1) * 100) + " % " + (ratio < 1 ? "slower" : "faster");
  }

  private static String signed(double ratio) {
    double percent = (ratio - 1) * 100;
    return (percent < 0 ? "−" : "+") + Text.decimals(1, Math.abs(percent)) + " %";
  }
}
