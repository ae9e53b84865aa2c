package dev.linerate.cli;

/** How a verb that lists things writes them. */
enum ListFormat {
  TABLE,
  JSON
}
