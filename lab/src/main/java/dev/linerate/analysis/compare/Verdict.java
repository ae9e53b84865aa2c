package dev.linerate.analysis.compare;

import java.util.Locale;

/** What a comparison of two cases comes to. */
public enum Verdict {
  FASTER,
  SLOWER,
  /** There may be one; these trials do not show it, or it is too small to matter. */
  NO_DIFFERENCE("no difference shown"),
  NOT_COMPARABLE("not comparable");

  private final String sentence;

  Verdict() {
    this.sentence = name().toLowerCase(Locale.ROOT);
  }

  Verdict(String sentence) {
    this.sentence = sentence;
  }

  /** For people: {@code no difference shown}. */
  public String sentence() {
    return sentence;
  }

  /** For files: {@code no-difference}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
