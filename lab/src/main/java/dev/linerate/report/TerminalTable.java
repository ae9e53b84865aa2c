package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.plan.Protocol;
import dev.linerate.report.TextTable.Cell;
import dev.linerate.report.TextTable.Group;
import dev.linerate.report.TextTable.Style;
import dev.linerate.result.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result table for a terminal: numbers, whether to trust them, and why some are missing.
 *
 * <p>When it does not fit it leaves out, in this order: datapaths (a note below tells them), the
 * intervals of UDP, CPU seconds, the intervals of TCP, all but the two bit rates. Colours only add.
 */
public final class TerminalTable {
  private static final String INDENT = "  ";
  private static final int NARROWEST = 40;

  /** What a sentence beside a name has at least. */
  private static final int SENTENCE = 20;

  /** Where a name with its tool leaves room for a sentence. */
  private static final int ROOMY = 60;

  private final ReportModel model;
  private final int width;
  private final boolean colour;
  private final Set<String> told = new HashSet<>();

  private TerminalTable(ReportModel model, int width, boolean colour) {
    this.model = model;
    this.width = Math.max(NARROWEST, width);
    this.colour = colour;
  }

  /** How much of a row is shown. */
  private record Detail(
      boolean datapath, boolean udpInterval, boolean cpu, boolean tcpInterval, boolean context) {
    private static final List<Detail> FULLEST_FIRST =
        List.of(
            new Detail(true, true, true, true, true),
            new Detail(false, true, true, true, true),
            new Detail(false, false, true, true, true),
            new Detail(false, false, false, true, true),
            new Detail(false, false, false, false, true),
            new Detail(false, false, false, false, false));
  }

  /**
   * The table as lines that end in a line break.
   *
   * @param width columns of the terminal
   * @param colour whether to add ANSI colours
   */
  public static String of(ReportModel model, int width, boolean colour) {
    return new TerminalTable(model, width, colour).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    Footnotes footnotes = new Footnotes(model);
    for (TableBlock block : model.blocks()) {
      lines.addAll(block(block, footnotes));
      lines.add("");
    }
    requests(lines, footnotes);
    List<String> notes = footnotes.notes();
    for (int i = 0; i < notes.size(); i++) {
      hanging(lines, "⚠" + (i + 1) + " ", notes.get(i), Style.WARNING);
    }
    for (String note : Footnotes.remarks(model)) {
      hanging(lines, "·  ", note, Style.PLAIN);
    }
    Beside.line(model).ifPresent(line -> hanging(lines, "", line, Style.DIM));
    why(lines);
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private void requests(List<String> lines, Footnotes footnotes) {
    List<RequestRow> rows = RequestRow.of(model, footnotes);
    if (!rows.isEmpty()) {
      lines.addAll(RequestTable.lines(rows, width, colour));
      lines.add("");
    }
  }

  private void why(List<String> lines) {
    List<String> reasons = Why.lines(model);
    if (!reasons.isEmpty()) {
      lines.add("");
      hanging(lines, "", "Why, and how much of it; linerate explain says more", Style.BOLD);
      reasons.forEach(reason -> hanging(lines, INDENT, reason, Style.PLAIN));
    }
  }

  private List<String> block(TableBlock block, Footnotes footnotes) {
    Marks marks = new Marks(block, footnotes);
    Detail detail =
        Detail.FULLEST_FIRST.stream()
            .filter(d -> table(block, marks, d).width() <= width)
            .findFirst()
            .orElse(Detail.FULLEST_FIRST.getLast());
    TextTable table = table(block, marks, detail);
    List<String> numbers = table.lines(colour);
    List<String> lines = new ArrayList<>();
    lines.add(table.heading(colour));
    int next = 0;
    for (TableRow row : block.rows()) {
      if (row.measured()) {
        lines.add(numbers.get(next++));
        if (row.ratio().isPresent()) {
          lines.add(numbers.get(next++));
        }
      } else {
        unmeasured(lines, row, nameWidth(block, detail));
      }
    }
    return lines;
  }

  /** Each case's mark, asked for once and in reading order. */
  private record Marks(List<TableRow> rows, List<String> tcp, List<String> udp) {
    Marks(TableBlock block, Footnotes footnotes) {
      this(
          block.rows().stream().filter(TableRow::measured).toList(),
          new ArrayList<>(),
          new ArrayList<>());
      for (TableRow row : rows) {
        tcp.add(row.tcp().map(s -> mark(s, footnotes)).orElse(""));
        udp.add(row.udp().map(s -> mark(s, footnotes)).orElse(""));
      }
    }

    private static String mark(CaseSummary summary, Footnotes footnotes) {
      return summary.bitrate().isPresent()
          ? Text.join(" ", List.of(Searched.sign(summary), footnotes.mark(summary)))
          : footnotes.absent(summary);
    }
  }

  private static TextTable table(TableBlock block, Marks marks, Detail detail) {
    TextTable table = new TextTable(groups(block, detail));
    for (int i = 0; i < marks.rows().size(); i++) {
      table.row(row(block, marks, i, detail));
      marks.rows().get(i).ratio().ifPresent(ratio -> table.row(ratio(block, ratio, detail)));
    }
    return table;
  }

  private static List<Group> groups(TableBlock block, Detail detail) {
    List<Group> groups = new ArrayList<>();
    String title = DisplayWidth.padRight(title(block, detail), nameWidth(block, detail));
    groups.add(new Group(title, List.of(false)));
    if (block.has(Protocol.TCP)) {
      String heading = detail.context() ? "TCP, " + block.unit() : "TCP";
      groups.add(new Group(heading, numberColumns(detail.tcpInterval())));
    }
    if (hasReference(block, detail)) {
      groups.add(new Group(block.reference(), List.of(true)));
    }
    if (block.has(Protocol.UDP)) {
      boolean unit = detail.udpInterval() || !block.has(Protocol.TCP);
      String full = "UDP received" + (unit ? ", " + block.unit() : "");
      String heading = detail.context() ? full : "UDP";
      groups.add(new Group(heading, numberColumns(detail.udpInterval())));
    }
    if (block.has(Protocol.UDP) && detail.context()) {
      groups.add(new Group("offered", List.of(true)));
      groups.add(new Group("lost", List.of(true)));
    }
    if (detail.cpu()) {
      groups.add(new Group("CPU s/GB", List.of(true)));
    }
    return groups;
  }

  private static boolean hasReference(TableBlock block, Detail detail) {
    return !block.reference().isEmpty() && detail.context();
  }

  private static List<Boolean> numberColumns(boolean interval) {
    return interval ? List.of(true, false, false, false) : List.of(true, false);
  }

  private static List<List<Cell>> row(TableBlock block, Marks marks, int i, Detail detail) {
    TableRow row = marks.rows().get(i);
    CaseSummary main = row.tcp().or(row::udp).orElseThrow();
    List<List<Cell>> cells = new ArrayList<>();
    cells.add(cell(name(row, detail)));
    if (block.has(Protocol.TCP)) {
      cells.add(number(block.unit(), row.tcp(), marks.tcp().get(i), detail.tcpInterval()));
    }
    if (hasReference(block, detail)) {
      cells.add(cell(Text.reference(main).replace(" %", "")));
    }
    if (block.has(Protocol.UDP)) {
      cells.add(number(block.unit(), row.udp(), marks.udp().get(i), detail.udpInterval()));
    }
    if (block.has(Protocol.UDP) && detail.context()) {
      Optional<CaseSummary> udp = row.udp().filter(s -> s.bitrate().isPresent());
      cells.add(cell(udp.map(s -> Text.offered(block.unit(), s)).orElse("")));
      cells.add(cell(udp.map(s -> Text.loss(s.lossShare())).orElse("")));
    }
    if (detail.cpu()) {
      cells.add(cell(Text.cpu(main.cpuSecondsPerGigabyte())));
    }
    return cells;
  }

  /** Medians divided, in the columns of the medians. */
  private static List<List<Cell>> ratio(TableBlock block, ToolRatio ratio, Detail detail) {
    List<List<Cell>> cells = new ArrayList<>();
    cells.add(List.of(new Cell(name(ratio), Style.DIM)));
    if (block.has(Protocol.TCP)) {
      cells.add(ratio(ratio.tcp(), detail.tcpInterval()));
    }
    if (hasReference(block, detail)) {
      cells.add(cell(""));
    }
    if (block.has(Protocol.UDP)) {
      cells.add(ratio(ratio.udp(), detail.udpInterval()));
    }
    if (block.has(Protocol.UDP) && detail.context()) {
      cells.add(cell(""));
      cells.add(cell(""));
    }
    if (detail.cpu()) {
      cells.add(cell(""));
    }
    return cells;
  }

  private static List<Cell> ratio(OptionalDouble ratio, boolean interval) {
    Cell cell = new Cell(ToolRatio.text(ratio), Style.DIM);
    return interval ? List.of(cell, Cell.EMPTY, Cell.EMPTY, Cell.EMPTY) : List.of(cell, Cell.EMPTY);
  }

  private static String name(ToolRatio ratio) {
    return INDENT + INDENT + ratio.label();
  }

  private static List<Cell> number(
      String unit, Optional<CaseSummary> summary, String mark, boolean interval) {
    if (summary.isEmpty()) {
      return List.of();
    }
    Optional<MedianInterval> bitrate = summary.get().bitrate();
    Cell warning = new Cell(mark, Style.WARNING);
    if (bitrate.isEmpty()) {
      String word = summary.get().record().status().word();
      return List.of(new Cell(word + " " + mark, Style.WARNING));
    }
    Cell median = new Cell(Text.in(unit, bitrate.get().median()), Style.BOLD);
    return interval
        ? List.of(
            median,
            new Cell("[" + Text.range(unit, bitrate.get()) + "]", Style.DIM),
            new Cell("n=" + bitrate.get().n(), Style.DIM),
            warning)
        : List.of(median, warning);
  }

  private static List<Cell> cell(String text) {
    return List.of(Cell.of(text));
  }

  /** Where it is narrowest, the second tool's row has no name but the tool's. */
  private static String name(TableRow row, Detail detail) {
    if (detail.datapath()) {
      return INDENT + row.label();
    }
    return row.ratio().isPresent() && !detail.context()
        ? INDENT + INDENT + row.tool()
        : INDENT + (detail.context() ? row.shortLabel() : bare(row));
  }

  private static String bare(TableRow row) {
    return Text.join(", ", List.of(row.network(), row.variant()));
  }

  private static int nameWidth(TableBlock block, Detail detail) {
    return block.rows().stream()
        .flatMap(row ->
            Stream.concat(
                Stream.of(name(row, detail)), row.ratio().map(TerminalTable::name).stream()))
        .mapToInt(DisplayWidth::of)
        .reduce(DisplayWidth.of(title(block, detail)), Math::max);
  }

  private static String title(TableBlock block, Detail detail) {
    String title = detail.cpu() ? block.title() : block.title().replaceFirst(",.*", "");
    return detail.context() ? title : title + ", " + block.unit();
  }

  /** A reason that was told in an earlier block is not told again. */
  private void unmeasured(List<String> lines, TableRow row, int nameWidth) {
    String word = row.status().word();
    boolean first = told.add(row.network() + row.reason());
    String text = first ? word + ": " + row.reason() : word + ", as above";
    String who = width < ROOMY ? row.network() : row.shortLabel();
    String name =
        DisplayWidth.padRight(INDENT + who, Math.min(nameWidth, width - SENTENCE - 2)) + "  ";
    hanging(lines, name, text, row.status() == Status.FAILED ? Style.ERROR : Style.DIM);
  }

  private void hanging(List<String> lines, String start, String text, Style style) {
    int indent = DisplayWidth.of(start);
    List<String> wrapped = DisplayWidth.wrap(text, Math.max(SENTENCE, width - indent));
    for (int i = 0; i < wrapped.size(); i++) {
      String before = i == 0 ? start : " ".repeat(indent);
      lines.add(before + style.paint(wrapped.get(i), colour));
    }
  }
}
