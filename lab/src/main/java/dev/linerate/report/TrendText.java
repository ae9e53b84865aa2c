package dev.linerate.report;

import dev.linerate.report.TextTable.Cell;
import dev.linerate.report.TextTable.Group;
import dev.linerate.report.TextTable.Style;
import dev.linerate.report.TrendModel.Line;
import dev.linerate.report.TrendModel.Row;
import java.util.ArrayList;
import java.util.List;

/** A trend for the terminal. */
public final class TrendText {
  private static final int MOST_BARS = 60;
  private static final String INDENT = "  ";

  private TrendText() {}

  /** A sparkline and a table for each series; ends in a line break. */
  public static String of(TrendModel model, boolean colour) {
    List<String> lines = new ArrayList<>();
    for (Row row : model.rows()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(series(model.trend().network(), row, colour));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> series(String network, Row row, boolean colour) {
    List<String> lines = new ArrayList<>();
    lines.add(Style.BOLD.paint(network + ": " + row.title(), colour));
    TrendPicture picture = row.picture();
    lines.add(
        INDENT
            + picture.sparkline(MOST_BARS)
            + "  "
            + picture.number(picture.low())
            + " … "
            + picture.number(picture.high())
            + " "
            + picture.unit());
    TextTable table =
        new TextTable(
            List.of(
                new Group("started", List.of(false)),
                new Group("run", List.of(false)),
                new Group("median", List.of(true, false, false)),
                new Group("changed", List.of(false))));
    row.lines().forEach(line -> table.row(cells(line)));
    lines.add(INDENT + table.heading(colour));
    table.lines(colour).forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static List<List<Cell>> cells(Line line) {
    return List.of(
        List.of(Cell.of(line.started())),
        List.of(Cell.of(line.run())),
        List.of(
            Cell.of(line.median()),
            new Cell(line.range(), Style.DIM),
            new Cell(line.n(), Style.DIM)),
        List.of(new Cell(line.change(), Style.WARNING)));
  }
}
