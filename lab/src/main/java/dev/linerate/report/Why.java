package dev.linerate.report;

import dev.linerate.explain.Cause;
import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explanations in few words, beside numbers. */
final class Why {
  /** So many lines below a table. */
  static final int MOST = 8;

  private static final double MOST_OF_IT = 0.5;

  /** They say what cannot be told, not why. */
  private static final Set<Cause> DOUBTS = Set.of(Cause.FEW_TRIALS, Cause.BLIND);

  private Why() {}

  /** {@code the sender's core is saturated (87 %)}: the first cause; empty when none was found. */
  static Optional<String> phrase(Explanation explanation) {
    return explanation.first().filter(finding -> !DOUBTS.contains(finding.cause())).map(Why::words);
  }

  /** Whether there is more to say than that nothing was watched. */
  static boolean says(Explanation explanation) {
    boolean watched =
        explanation.summary().record().trials().stream()
            .anyMatch(trial -> trial.telemetry().isPresent());
    return watched || phrase(explanation).isPresent();
  }

  /**
   * A line for each case with a cause that accounts for most of its gap, at most {@link #MOST}:
   * {@code docker-bridge, same host, TCP: the receiver's core is saturated (87 %)}.
   */
  static List<String> lines(ReportModel model) {
    List<String> all =
        model.explanations().stream()
            .filter(explanation -> explanation.first().filter(Why::accounts).isPresent())
            .map(explanation -> line(model, explanation))
            .toList();
    if (all.size() <= MOST) {
      return all;
    }
    List<String> lines = new ArrayList<>(all.subList(0, MOST - 1));
    lines.add((all.size() - lines.size()) + " more cases have a cause that accounts for most");
    return lines;
  }

  private static boolean accounts(Finding finding) {
    return finding.share().orElse(0) >= MOST_OF_IT;
  }

  private static String line(ReportModel model, Explanation explanation) {
    return model.caseName(explanation.summary()) + ": " + phrase(explanation).orElse("");
  }

  private static String words(Finding finding) {
    String share = ExplanationText.share(finding);
    return finding.cause().title() + (share.isEmpty() ? "" : " (" + share + ")");
  }
}
