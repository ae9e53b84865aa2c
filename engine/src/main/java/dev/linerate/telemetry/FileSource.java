package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;

/** A source of one file. */
final class FileSource implements Source {
  private final KernelFile file;
  private final int width;
  private final Parser parser;
  private boolean whole;

  /** A pure function from the lines of a file to numbers. */
  @FunctionalInterface
  interface Parser {
    void parse(Lines lines, long[] row);
  }

  FileSource(KernelFile file, int width, Parser parser) {
    this.file = file;
    this.width = width;
    this.parser = parser;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read() {
    whole = file.read();
  }

  @Override
  public void parse(Lines lines, long[] row) {
    if (whole) {
      parser.parse(lines.over(file.bytes(), file.length()), row);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
