package dev.linerate.plan;

import java.util.Locale;

/** Transport protocol of a flow. */
public enum Protocol {
  TCP,
  UDP;

  /** The word in plans, files and reports: {@code tcp}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
