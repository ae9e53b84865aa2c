package dev.linerate.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * A run as one self-contained HTML page: no request leaves it, styles, script and data are within.
 * The templates lie in {@code src/main/jte} and are compiled with the program.
 */
public final class HtmlReport {
  private static final String PACKAGE = HtmlReport.class.getPackageName();

  private HtmlReport() {}

  /** The page. */
  public static String of(ReportModel model) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), PACKAGE);
    StringOutput page = new StringOutput(1 << 18);
    engine.render(
        "report.jte",
        Map.of(
            "page",
            HtmlPage.of(model),
            "style",
            resource("report.css"),
            "script",
            resource("report.js")),
        page);
    return page.toString();
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
