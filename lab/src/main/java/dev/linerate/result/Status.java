package dev.linerate.result;

import java.util.Locale;

/** What became of a case, a trial or a network. */
public enum Status {
  MEASURED,
  SKIPPED,
  FAILED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
