package dev.linerate.imports;

import dev.linerate.tool.Iperf3Line;
import java.util.Optional;

/** Reads the table that iperf3 prints for people: one test or many in a log, also mixed up. */
final class Iperf3TextReader implements LogReader {
  /** Characters; iperf3's longest line is a third of it. */
  private static final int LONGEST_LINE = 1024;

  @Override
  public void read(LogText text, Tests tests) {
    Iperf3Tables tables = new Iperf3Tables(tests);
    for (long line = text.line(); ; line = text.line()) {
      Optional<String> next = text.nextLine(LONGEST_LINE);
      if (next.isEmpty()) {
        break;
      }
      long here = line;
      Iperf3Line.parse(next.get())
          .ifPresentOrElse(
              parsed -> tables.accept(parsed, here), () -> unread(next.get(), here, tests));
    }
    tables.end();
  }

  /** What looks like a row is told by itself, other words together. */
  private static void unread(String text, long line, Tests tests) {
    boolean row = text.contains("[") && (text.contains("sec") || text.contains("Bytes"));
    tests.problem(line, row ? "a damaged row: " + text.strip() : "nothing that iperf3 writes");
  }
}
