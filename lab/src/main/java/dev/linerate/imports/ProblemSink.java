package dev.linerate.imports;

/** Hears what cannot be read. */
interface ProblemSink {
  /**
   * @param line from 1
   * @param text a clause
   */
  void problem(long line, String text);
}
