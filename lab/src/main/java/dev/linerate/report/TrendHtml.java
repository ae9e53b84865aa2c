package dev.linerate.report;

import java.util.Map;

/** A trend as one self-contained HTML page. */
public final class TrendHtml {
  private TrendHtml() {}

  /** The page. */
  public static String of(TrendModel model) {
    return HtmlTemplate.render(
        "trend.jte",
        Map.of(
            "model",
            model,
            "style",
            HtmlTemplate.resource("report.css"),
            "more",
            HtmlTemplate.resource("compare.css")));
  }
}
