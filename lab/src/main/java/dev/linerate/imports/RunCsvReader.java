package dev.linerate.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code linerate results export --format csv} writes. It has the intervals and no more:
 * neither the platform nor the totals, which are added up anew.
 */
final class RunCsvReader implements LogReader {
  /** Characters. */
  private static final int LONGEST_LINE = 8192;

  @Override
  public void read(LogText text, Tests tests) {
    Optional<Map<String, Integer>> columns = Optional.empty();
    Optional<CsvTrial> open = Optional.empty();
    for (long line = text.line(); ; line = text.line()) {
      Optional<String> next = text.nextLine(LONGEST_LINE);
      if (next.isEmpty()) {
        break;
      }
      List<String> fields = CsvLine.fields(next.get());
      if (fields.getFirst().equals("run")) {
        columns = Optional.of(columns(fields));
      } else if (columns.isEmpty()) {
        tests.problem(line, "no header over the values");
      } else if (!next.get().isBlank()) {
        open = row(new CsvRow(columns.get(), fields), open, line, tests);
      }
    }
    open.ifPresent(CsvTrial::close);
  }

  private static Map<String, Integer> columns(List<String> header) {
    Map<String, Integer> columns = new HashMap<>();
    header.forEach(name -> columns.putIfAbsent(name, columns.size()));
    return columns;
  }

  /** The rows of a trial stand together. */
  private static Optional<CsvTrial> row(
      CsvRow row, Optional<CsvTrial> open, long line, Tests tests) {
    Optional<CsvTrial> trial = open;
    try {
      if (open.filter(t -> t.is(row)).isEmpty()) {
        open.ifPresent(CsvTrial::close);
        trial = Optional.empty();
        trial = Optional.of(new CsvTrial(row, line, tests));
      }
      trial.orElseThrow().sample(row);
    } catch (Unreadable e) {
      tests.problem(line, String.valueOf(e.getMessage()));
    }
    return trial;
  }
}
