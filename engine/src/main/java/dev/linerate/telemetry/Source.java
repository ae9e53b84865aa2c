package dev.linerate.telemetry;

/**
 * Something that is read in every pass. Reading and parsing are apart, so that all sources are read
 * close together, and the instant of a pass is that of its reading.
 */
interface Source extends AutoCloseable {
  /** How many numbers it gives. */
  int width();

  /** Has the kernel write its files, and keeps their bytes. */
  void read();

  /**
   * Fills in the numbers of what was read.
   *
   * @param row {@link #width} numbers, all of them absent so far
   */
  void parse(Lines lines, long[] row);

  @Override
  void close();
}
