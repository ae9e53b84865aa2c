package dev.linerate.report;

import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import dev.linerate.explain.Proof;
import dev.linerate.explain.Proposal;
import dev.linerate.explain.Reference;
import java.util.List;
import java.util.Optional;

/** Explanations for the terminal. */
public final class ExplanationText {
  private static final int NARROWEST = 40;
  private static final String INDENT = "     ";
  private static final String SHARE_WIDTH = "%4s ";

  private final ReportModel model;
  private final int columns;
  private final boolean colour;

  private ExplanationText(ReportModel model, int columns, boolean colour) {
    this.model = model;
    this.columns = Math.max(NARROWEST, columns);
    this.colour = colour;
  }

  /** A paragraph for each case; ends in a line break. */
  public static String of(
      ReportModel model, List<Explanation> explanations, int columns, boolean colour) {
    ExplanationText text = new ExplanationText(model, columns, colour);
    return String.join("\n", explanations.stream().map(text::paragraph).toList());
  }

  /** A paragraph for each case with what was done to prove it; ends in a line break. */
  public static String proven(ReportModel model, List<Proving> cases, int columns, boolean colour) {
    ExplanationText text = new ExplanationText(model, columns, colour);
    return String.join("\n", cases.stream().map(text::proven).toList());
  }

  private String proven(Proving proving) {
    StringBuilder text = new StringBuilder(paragraph(proving.explanation()));
    proving.proofs().forEach(proof -> proof(text, proof));
    for (Proposal none : proving.unprovable()) {
      line(
          text,
          SHARE_WIDTH.formatted("–"),
          none.finding().cause().id() + " was not tried. " + none.whyNot());
    }
    return text.toString();
  }

  /** What an experiment showed; ends in a line break. */
  public static String proof(ReportModel model, Proof proof, int columns, boolean colour) {
    StringBuilder text = new StringBuilder();
    new ExplanationText(model, columns, colour).proof(text, proof);
    return text.toString();
  }

  private void proof(StringBuilder text, Proof proof) {
    line(
        text,
        SHARE_WIDTH.formatted("A|B"),
        strong(ProofText.headline(proof)) + "   " + proof.claim().cause().id());
    ProofText.lines(proof).forEach(sentence -> line(text, INDENT, sentence));
  }

  private String paragraph(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    String first = model.caseName(explanation.summary()) + ": " + headline(explanation);
    DisplayWidth.wrap(first, columns).forEach(part -> text.append(strong(part)).append('\n'));
    ExplanationPicture.of(explanation.summary(), columns - INDENT.length())
        .forEach(bars -> text.append(INDENT).append(bars.stripTrailing()).append('\n'));
    for (Finding finding : explanation.findings()) {
      line(
          text,
          SHARE_WIDTH.formatted(share(finding)),
          strong(finding.cause().title()) + "   " + finding.cause().id());
      finding.evidence().forEach(seen -> line(text, INDENT, seen));
      line(text, INDENT, finding.why());
      if (!finding.remedy().isEmpty()) {
        line(text, INDENT, "→ " + finding.remedy());
      }
    }
    rest(explanation).ifPresent(rest -> line(text, SHARE_WIDTH.formatted(""), rest));
    return text.toString();
  }

  /** {@code 869 Mbit/s of 909, the wire limit: 4.4 % missing}. */
  static String headline(Explanation explanation) {
    Optional<Double> median = explanation.summary().bitrate().map(rate -> rate.median());
    if (median.isEmpty()) {
      return "not measured";
    }
    String measured = Text.measured(median.get());
    Optional<Reference> reference = explanation.reference();
    if (reference.isEmpty()) {
      return measured + "; no reference in this run, so shares are of the time";
    }
    double gap = explanation.gap().orElse(0) / reference.get().bitsPerSecond();
    String of =
        "%s of %s (%s)"
            .formatted(
                measured,
                Text.measured(reference.get().bitsPerSecond()),
                reference.get().kind().words());
    return gap < 0.005 ? of : of + ", " + Text.percent(gap) + " missing";
  }

  static Optional<String> rest(Explanation explanation) {
    return explanation.unexplained().isEmpty() || explanation.unexplained().getAsDouble() < 0.005
        ? Optional.empty()
        : Optional.of(Text.percent(explanation.unexplained().getAsDouble()) + " unexplained");
  }

  static String share(Finding finding) {
    return finding.share().isEmpty()
        ? ""
        : Text.decimals(0, finding.share().getAsDouble() * 100) + " %";
  }

  private void line(StringBuilder text, String prefix, String words) {
    List<String> lines = DisplayWidth.wrap(words, columns - INDENT.length());
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? prefix : INDENT).append(lines.get(i)).append('\n');
    }
  }

  private String strong(String text) {
    return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
