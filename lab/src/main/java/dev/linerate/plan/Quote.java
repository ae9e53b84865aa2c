package dev.linerate.plan;

/** Words of a plan inside a message: short, and without what would drive a terminal. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  public static String of(String text) {
    return '"' + cut(text) + '"';
  }

  public static String cut(String text) {
    String safe =
        text.codePoints()
            .limit(LONGEST)
            .collect(StringBuilder::new, Quote::add, StringBuilder::append)
            .toString();
    return safe.length() < text.length() ? safe + "…" : safe;
  }

  private static void add(StringBuilder out, int codePoint) {
    out.appendCodePoint(Character.isISOControl(codePoint) ? ' ' : codePoint);
  }
}
