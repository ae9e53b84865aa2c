package dev.linerate.report;

import dev.linerate.explain.Explanation;
import dev.linerate.explain.Finding;
import java.util.List;
import java.util.Optional;

/**
 * An explanation as a page shows it.
 *
 * @param headline what was reached, of what
 * @param unexplained what no cause was found for, or empty
 */
record WhyView(String headline, List<FindingView> findings, String unexplained) {

  /**
   * One finding.
   *
   * @param share {@code 87 %}, or empty
   * @param percent the same as a length
   */
  record FindingView(
      String share,
      String percent,
      String title,
      String id,
      List<String> evidence,
      String why,
      String remedy) {}

  /** Empty when there is nothing to say of the case. */
  static Optional<WhyView> of(Optional<Explanation> explanation) {
    return explanation.filter(Why::says).map(WhyView::of);
  }

  private static WhyView of(Explanation explanation) {
    return new WhyView(
        Text.unbroken(ExplanationText.headline(explanation)),
        explanation.findings().stream().map(WhyView::finding).toList(),
        ExplanationText.rest(explanation).map(Text::unbroken).orElse(""));
  }

  private static FindingView finding(Finding finding) {
    return new FindingView(
        Text.unbroken(ExplanationText.share(finding)),
        Text.decimals(0, finding.share().orElse(0) * 100),
        finding.cause().title(),
        finding.cause().id(),
        finding.evidence().stream().map(Text::unbroken).toList(),
        Text.unbroken(finding.why()),
        Text.unbroken(finding.remedy()));
  }
}
