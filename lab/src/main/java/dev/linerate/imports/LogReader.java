package dev.linerate.imports;

/** Reads logs of one format. */
interface LogReader {
  /**
   * Reads a log to its end; gives what it finds to {@code tests}, and says there what it cannot.
   */
  void read(LogText text, Tests tests);
}
