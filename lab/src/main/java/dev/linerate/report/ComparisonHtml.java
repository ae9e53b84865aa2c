package dev.linerate.report;

import java.util.Map;

/** A comparison as one self-contained HTML page. */
public final class ComparisonHtml {
  private ComparisonHtml() {}

  /** The page. */
  public static String of(ComparisonModel model) {
    return HtmlTemplate.render(
        "comparison.jte",
        Map.of(
            "model",
            model,
            "style",
            HtmlTemplate.resource("report.css"),
            "more",
            HtmlTemplate.resource("compare.css")));
  }
}
