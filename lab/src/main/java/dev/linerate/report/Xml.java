package dev.linerate.report;

/** Text that is put into SVG or HTML. */
final class Xml {
  private Xml() {}

  /** Fit for content and for quoted attributes; characters XML has no room for are left out. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().filter(Xml::allowed).forEach(c -> append(out, c));
    return out.toString();
  }

  /** At most one decimal, without a needless zero. */
  static String number(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded)
        ? Long.toString(Math.round(rounded))
        : Double.toString(rounded);
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(c);
    }
  }

  private static boolean allowed(int c) {
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean text = c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !surrogate;
    return text || c == '\n' || c == '\t';
  }
}
