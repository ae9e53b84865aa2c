package dev.linerate.report;

import dev.linerate.analysis.compare.Gate;
import dev.linerate.analysis.compare.Gate.GatedCase;
import dev.linerate.analysis.compare.Gate.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A gate as workflow commands of GitHub Actions, which shows them as annotations (GitHub's
 * documentation, "Workflow commands for GitHub Actions").
 */
public final class GateGithub {
  private GateGithub() {}

  /** A line for each case that did not pass, and one for the whole; ends in a line break. */
  public static String of(Gate gate) {
    List<String> lines = new ArrayList<>();
    gate.cases().stream()
        .filter(gated -> gated.outcome() != Outcome.PASSED)
        .forEach(gated -> lines.add(annotation(gated)));
    lines.add(
        command(gate.failed() ? "error" : "notice", "linerate gate", GateWords.summary(gate)));
    return String.join("\n", lines) + "\n";
  }

  private static String annotation(GatedCase gated) {
    String level = gated.outcome() == Outcome.SKIPPED ? "warning" : "error";
    return command(
        level, GateText.word(gated) + ": " + GateWords.name(gated), GateWords.sentence(gated));
  }

  private static String command(String level, String title, String message) {
    return "::" + level + " title=" + property(title) + "::" + data(message);
  }

  /** As actions/toolkit escapes them. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
