package dev.linerate.report;

import java.util.Map;

/**
 * A run as one self-contained HTML page: no request leaves it, styles, script and data are within.
 * The templates lie in {@code src/main/jte} and are compiled with the program.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /** The page. */
  public static String of(ReportModel model) {
    return HtmlTemplate.render(
        "report.jte",
        Map.of(
            "page",
            HtmlPage.of(model),
            "style",
            HtmlTemplate.resource("report.css"),
            "script",
            HtmlTemplate.resource("report.js")));
  }
}
