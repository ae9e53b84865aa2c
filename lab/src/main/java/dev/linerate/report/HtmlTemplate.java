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

/** The templates of {@code src/main/jte}, compiled with the program, and what they embed. */
final class HtmlTemplate {
  private static final String PACKAGE = HtmlTemplate.class.getPackageName();

  private HtmlTemplate() {}

  static String render(String template, Map<String, Object> parameters) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlTemplate.class.getClassLoader(), PACKAGE);
    StringOutput page = new StringOutput(1 << 18);
    engine.render(template, parameters, page);
    return page.toString();
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlTemplate.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
