package dev.linerate.report;

import dev.linerate.analysis.RatioInterval;
import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import java.util.List;

/** What a gate says, the same in all its formats. */
final class GateWords {
  private GateWords() {}

  /** {@code docker-bridge, TCP, same-host}. */
  static String name(GatedCase gated) {
    return ComparisonRow.name(gated.compared().spec())
        + ", "
        + gated.compared().spec().placement().word();
  }

  /** {@code 12.3 % slower [10.1 % … 14.2 %], p = 0.001: 30.7 Gbit/s against 35.0 Gbit/s}. */
  static String sentence(GatedCase gated) {
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
        + (gated.outcome() == Outcome.REGRESSED ? "; " + row.notes().getLast() : "");
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
                + " slower by "
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
