package dev.linerate.cli;

import java.util.Locale;

/** How a verb that shows a run writes it. */
enum Format {
  TABLE,
  JSON,
  CSV,
  MARKDOWN;

  /** The word of the command line, also in messages about a wrong one. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
