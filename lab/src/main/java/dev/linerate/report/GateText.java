package dev.linerate.report;

import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import dev.linerate.analysis.compare.Metric;
import dev.linerate.report.TextTable.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A gate for the terminal and for logs: the worst first. */
public final class GateText {
  private static final String NOTE = "           ";
  private static final int NARROWEST = 40;

  private GateText() {}

  /** A paragraph for each case and the sum of it; ends in a line break. */
  public static String of(Gate gate, int columns, boolean colour) {
    List<String> lines = new ArrayList<>();
    gate.cases().stream()
        .sorted(Comparator.comparingInt(c -> rank(c.outcome())))
        .forEach(gated -> lines.addAll(lines(gated, Math.max(NARROWEST, columns), colour)));
    lines.add("");
    Style style = gate.failed() ? Style.ERROR : Style.BOLD;
    lines.add(style.paint("Gate " + GateWords.summary(gate), colour));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> lines(GatedCase gated, int columns, boolean colour) {
    List<String> lines = new ArrayList<>();
    String word = DisplayWidth.padRight(word(gated), NOTE.length());
    lines.add(style(gated.outcome()).paint(word, colour) + GateWords.name(gated));
    DisplayWidth.wrap(GateWords.sentence(gated), columns - NOTE.length())
        .forEach(part -> lines.add(NOTE + Style.DIM.paint(part, colour)));
    return lines;
  }

  static String word(GatedCase gated) {
    return switch (gated.outcome()) {
      case PASSED -> "ok";
      case REGRESSED -> gated.metric() == Metric.BITRATE ? "slower" : "worse";
      case BROKEN -> "broken";
      case SKIPPED -> "skipped";
    };
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case BROKEN -> 0;
      case REGRESSED -> 1;
      case SKIPPED -> 2;
      case PASSED -> 3;
    };
  }

  private static Style style(Outcome outcome) {
    return switch (outcome) {
      case BROKEN, REGRESSED -> Style.ERROR;
      case SKIPPED -> Style.WARNING;
      case PASSED -> Style.PLAIN;
    };
  }
}
