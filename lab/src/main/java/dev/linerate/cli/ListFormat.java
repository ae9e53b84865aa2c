package dev.linerate.cli;

import java.util.Locale;

/** How a verb that shows a list writes it. */
enum ListFormat {
  TABLE,
  JSON;

  /** The word of the command line, also in messages about a wrong one. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
