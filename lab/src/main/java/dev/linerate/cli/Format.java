package dev.linerate.cli;

/** How a verb that shows a table writes it. */
enum Format {
  TABLE,
  JSON,
  CSV,
  MARKDOWN
}
