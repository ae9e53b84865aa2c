package dev.linerate.cli;

import java.util.Locale;

/** How a verb that compares writes what it found. */
enum CompareFormat {
  TABLE,
  JSON,
  MARKDOWN;

  /** The word of the command line, also in messages about a wrong one. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
