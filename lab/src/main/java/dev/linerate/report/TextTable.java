package dev.linerate.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns that line up in a terminal. Columns of one group stand under one heading.
 *
 * <p>Widths are those of the widest cell, so the whole width is known before a line is written.
 */
final class TextTable {
  /** How a cell looks when colours are wanted; it reads the same without. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    WARNING("33"),
    ERROR("31");

    private final String code;

    Style(String code) {
      this.code = code;
    }

    String paint(String text, boolean colour) {
      return !colour || code.isEmpty() || text.isBlank()
          ? text
          : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  }

  /** Text of one column. */
  record Cell(String text, Style style) {
    static final Cell EMPTY = new Cell("", Style.PLAIN);

    static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  /** Columns under one heading; {@code right} says of each whether its text stands to the right. */
  record Group(String heading, List<Boolean> right) {}

  private static final String BETWEEN_GROUPS = "  ";
  private static final String BETWEEN_COLUMNS = " ";

  private final List<Group> groups;
  private final List<List<List<Cell>>> rows = new ArrayList<>();

  TextTable(List<Group> groups) {
    this.groups = List.copyOf(groups);
  }

  /** A row: for each group one cell a column, or a single one that spans the group. */
  void row(List<List<Cell>> cells) {
    if (cells.size() != groups.size()) {
      throw new IllegalArgumentException(cells.size() + " groups instead of " + groups.size());
    }
    rows.add(List.copyOf(cells));
  }

  int width() {
    int width = BETWEEN_GROUPS.length() * (groups.size() - 1);
    for (int g = 0; g < groups.size(); g++) {
      width += groupWidth(g);
    }
    return width;
  }

  String heading(boolean colour) {
    List<String> parts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      String heading = groups.get(g).heading();
      boolean right = groups.get(g).right().equals(List.of(true));
      parts.add(Style.BOLD.paint(pad(heading, groupWidth(g), right), colour));
    }
    return String.join(BETWEEN_GROUPS, parts).stripTrailing();
  }

  List<String> lines(boolean colour) {
    return rows.stream().map(row -> line(row, colour)).toList();
  }

  private String line(List<List<Cell>> row, boolean colour) {
    List<String> parts = new ArrayList<>();
    for (int g = 0; g < row.size(); g++) {
      parts.add(group(g, row.get(g), colour));
    }
    return String.join(BETWEEN_GROUPS, parts).stripTrailing();
  }

  private String group(int g, List<Cell> cells, boolean colour) {
    int columns = groups.get(g).right().size();
    if (cells.size() < columns) {
      Cell only = cells.isEmpty() ? Cell.EMPTY : cells.getFirst();
      return only.style().paint(pad(only.text(), groupWidth(g), false), colour);
    }
    int left = groupWidth(g) - columnsWidth(g);
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int width = columnWidth(g, c) + (columns == 1 ? left : 0);
      if (width == 0) {
        continue;
      }
      String text = pad(cells.get(c).text(), width, groups.get(g).right().get(c));
      parts.add(cells.get(c).style().paint(text, colour));
    }
    String text = String.join(BETWEEN_COLUMNS, parts);
    return columns == 1 ? text : text + " ".repeat(left);
  }

  private int groupWidth(int g) {
    int widest = Math.max(DisplayWidth.of(groups.get(g).heading()), columnsWidth(g));
    for (List<List<Cell>> row : rows) {
      if (row.get(g).size() == 1) {
        widest = Math.max(widest, DisplayWidth.of(row.get(g).getFirst().text()));
      }
    }
    return widest;
  }

  private int columnsWidth(int g) {
    int width = 0;
    for (int c = 0; c < groups.get(g).right().size(); c++) {
      int column = columnWidth(g, c);
      width += column > 0 && width > 0 ? BETWEEN_COLUMNS.length() + column : column;
    }
    return width;
  }

  private int columnWidth(int g, int c) {
    int columns = groups.get(g).right().size();
    return rows.stream()
        .map(row -> row.get(g))
        .filter(cells -> cells.size() == columns)
        .mapToInt(cells -> DisplayWidth.of(cells.get(c).text()))
        .max()
        .orElse(0);
  }

  private static String pad(String text, int width, boolean right) {
    return right ? DisplayWidth.padLeft(text, width) : DisplayWidth.padRight(text, width);
  }
}
