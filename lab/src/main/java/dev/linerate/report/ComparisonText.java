package dev.linerate.report;

import dev.linerate.analysis.compare.Verdict;
import dev.linerate.report.ComparisonModel.Block;
import dev.linerate.report.ComparisonModel.Head;
import dev.linerate.report.TextTable.Cell;
import dev.linerate.report.TextTable.Group;
import dev.linerate.report.TextTable.Style;
import java.util.ArrayList;
import java.util.List;

/** A comparison for the terminal. */
public final class ComparisonText {
  private static final String INDENT = "  ";
  private static final String NOTE = "      ";
  private static final int NARROWEST = 40;
  private static final int PICTURE = 21;

  private final ComparisonModel model;
  private final int columns;
  private final boolean colour;

  private ComparisonText(ComparisonModel model, int columns, boolean colour) {
    this.model = model;
    this.columns = Math.max(NARROWEST, columns);
    this.colour = colour;
  }

  /** The runs, a table for each placement, how to read it; ends in a line break. */
  public static String of(ComparisonModel model, int columns, boolean colour) {
    ComparisonText text = new ComparisonText(model, columns, colour);
    List<String> lines = new ArrayList<>();
    model.heads().forEach(head -> lines.addAll(text.head(head)));
    for (Block block : model.blocks()) {
      lines.add("");
      lines.addAll(text.block(block));
    }
    lines.add("");
    model.reading().forEach(sentence -> lines.addAll(DisplayWidth.wrap(sentence, text.columns)));
    return String.join("\n", lines) + "\n";
  }

  private List<String> head(Head head) {
    String words = Text.join(", ", List.of(head.id(), head.plan(), head.started(), head.machine()));
    List<String> lines = new ArrayList<>();
    for (String part : DisplayWidth.wrap(words, columns - INDENT.length() - 1)) {
      lines.add((lines.isEmpty() ? Style.BOLD.paint(head.letter(), colour) : " ") + INDENT + part);
    }
    return lines;
  }

  /** How much of a row is shown, the most first. */
  private enum Width {
    PICTURE,
    INTERVALS,
    EFFECT,
    NARROW;

    boolean shows(Width part) {
      return compareTo(part) <= 0;
    }
  }

  private List<String> block(Block block) {
    TextTable table = table(block, Width.NARROW);
    for (Width width : Width.values()) {
      TextTable wider = table(block, width);
      if (wider.width() <= columns) {
        table = wider;
        break;
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(table.heading(colour));
    List<String> rows = table.lines(colour);
    for (int i = 0; i < rows.size(); i++) {
      lines.add(rows.get(i));
      block.rows().get(i).notes().forEach(note -> lines.addAll(note(note)));
    }
    return lines;
  }

  private TextTable table(Block block, Width width) {
    List<Boolean> number = width.shows(Width.INTERVALS) ? List.of(true, false) : List.of(true);
    String other = model.several() ? "other" : "B";
    List<Group> groups = new ArrayList<>();
    groups.add(new Group(block.title(), List.of(false)));
    groups.add(new Group("A", number));
    groups.add(new Group(other, number));
    groups.add(new Group(other + " / A", List.of(true, false)));
    if (width.shows(Width.PICTURE)) {
      groups.add(new Group("slower 1 faster", List.of(false)));
    }
    groups.add(new Group("verdict", List.of(false)));
    if (width.shows(Width.EFFECT)) {
      groups.add(new Group("effect", List.of(true)));
    }
    TextTable table = new TextTable(groups);
    block.rows().forEach(row -> table.row(cells(row, width)));
    return table;
  }

  private List<List<Cell>> cells(ComparisonRow row, Width width) {
    List<List<Cell>> cells = new ArrayList<>();
    String name = INDENT + row.name() + (model.several() ? ", " + row.letter() : "");
    cells.add(List.of(Cell.of(name)));
    cells.add(number(row.base(), row.baseDetail(), width));
    cells.add(number(row.other(), row.otherDetail(), width));
    cells.add(List.of(new Cell(row.ratio(), Style.BOLD), new Cell(row.range(), Style.DIM)));
    if (width.shows(Width.PICTURE)) {
      cells.add(
          List.of(
              Cell.of(row.interval().map(i -> Forest.text(i, model.scale(), PICTURE)).orElse(""))));
    }
    cells.add(List.of(new Cell(row.verdict().sentence(), style(row.verdict()))));
    if (width.shows(Width.EFFECT)) {
      cells.add(List.of(new Cell(row.superiority(), Style.DIM)));
    }
    return cells;
  }

  private static List<Cell> number(String median, String detail, Width width) {
    Cell number = Cell.of(median);
    return width.shows(Width.INTERVALS)
        ? List.of(number, new Cell(detail, Style.DIM))
        : List.of(number);
  }

  private List<String> note(String note) {
    return DisplayWidth.wrap(note, columns - NOTE.length()).stream()
        .map(line -> NOTE + Style.DIM.paint(line, colour))
        .toList();
  }

  private static Style style(Verdict verdict) {
    return switch (verdict) {
      case SLOWER -> Style.ERROR;
      case NOT_COMPARABLE -> Style.WARNING;
      case FASTER -> Style.BOLD;
      case NO_DIFFERENCE -> Style.PLAIN;
    };
  }
}
