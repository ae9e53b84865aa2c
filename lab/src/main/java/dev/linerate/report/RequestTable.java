package dev.linerate.report;

import dev.linerate.report.TextTable.Cell;
import dev.linerate.report.TextTable.Group;
import dev.linerate.report.TextTable.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests and responses for a terminal. When it does not fit it leaves out the intervals, then the
 * mean and the longest latency.
 */
final class RequestTable {
  private static final String INDENT = "  ";

  private RequestTable() {}

  /** How much of a row is shown, the most first. */
  private enum Width {
    WHOLE,
    NO_INTERVAL,
    NARROW
  }

  /** Heading and rows. */
  static List<String> lines(List<RequestRow> rows, int columns, boolean colour) {
    TextTable table = table(rows, Width.NARROW);
    for (Width width : Width.values()) {
      TextTable wider = table(rows, width);
      if (wider.width() <= columns) {
        table = wider;
        break;
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(table.heading(colour));
    lines.addAll(table.lines(colour));
    return lines;
  }

  private static TextTable table(List<RequestRow> rows, Width width) {
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("Requests", List.of(false)));
    groups.add(new Group(Text.TRANSACTIONS, List.of(true, false, false)));
    if (width != Width.NARROW) {
      groups.add(new Group("mean, µs", List.of(true)));
    }
    groups.add(new Group("p50, µs", List.of(true)));
    groups.add(new Group("p99, µs", List.of(true)));
    if (width != Width.NARROW) {
      groups.add(new Group("longest, µs", List.of(true)));
    }
    TextTable table = new TextTable(groups);
    rows.forEach(row -> table.row(cells(row, width)));
    return table;
  }

  private static List<List<Cell>> cells(RequestRow row, Width width) {
    List<List<Cell>> cells = new ArrayList<>();
    cells.add(List.of(Cell.of(INDENT + row.name())));
    cells.add(
        List.of(
            new Cell(row.rate(), Style.BOLD),
            new Cell(width == Width.WHOLE ? row.detail() : "", Style.DIM),
            new Cell(row.mark(), Style.WARNING)));
    if (width != Width.NARROW) {
      cells.add(List.of(Cell.of(row.mean())));
    }
    cells.add(List.of(Cell.of(row.p50())));
    cells.add(List.of(Cell.of(row.p99())));
    if (width != Width.NARROW) {
      cells.add(List.of(Cell.of(row.max())));
    }
    return cells;
  }
}
