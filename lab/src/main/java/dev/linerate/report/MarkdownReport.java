package dev.linerate.report;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.analysis.MedianInterval;
import dev.linerate.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a run in Markdown, for pasting into an issue. */
public final class MarkdownReport {
  private MarkdownReport() {}

  public static String of(ReportModel model) {
    List<String> lines = new ArrayList<>();
    Footnotes footnotes = new Footnotes(model);
    Run run = model.run();
    lines.add("## " + escape(run.plan()) + ", run " + run.id());
    lines.add("");
    lines.add(subtitle(model));
    for (TableBlock block : model.blocks()) {
      lines.add("");
      lines.addAll(block(block, footnotes));
    }
    requests(lines, RequestRow.of(model, footnotes));
    notes(lines, model, footnotes);
    why(lines, model);
    platform(lines, run);
    return String.join("\n", lines) + "\n";
  }

  private static String subtitle(ReportModel model) {
    Run run = model.run();
    return "linerate "
        + run.version()
        + ", "
        + run.started()
        + ", "
        + run.hosts()
        + " hosts, "
        + Text.link(run.link())
        + ", traffic by "
        + String.join(" and ", model.tools())
        + ", "
        + run.state().word();
  }

  private static List<String> block(TableBlock block, Footnotes footnotes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            List.of(
                block.title(),
                "TCP, " + block.unit(),
                "UDP received, " + block.unit(),
                "offered",
                "lost",
                block.overHost() ? "% of host" : "% of wire limit",
                "CPU s/GB")));
    lines.add("|---|---|---|--:|--:|--:|--:|");
    for (TableRow row : block.rows()) {
      lines.add(row.measured() ? measured(block.unit(), row, footnotes) : unmeasured(row));
      row.ratio().ifPresent(ratio -> lines.add(ratio(ratio)));
    }
    return lines;
  }

  private static void requests(List<String> lines, List<RequestRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(row(RequestRow.HEADINGS));
    lines.add("|---|---|--:|--:|--:|--:|");
    rows.forEach(row -> lines.add(row(row.cells().stream().map(MarkdownReport::escape).toList())));
  }

  private static String measured(String unit, TableRow row, Footnotes footnotes) {
    CaseSummary main = row.tcp().or(row::udp).orElseThrow();
    return row(
        List.of(
            escape(row.label()),
            number(unit, row.tcp(), footnotes),
            number(unit, row.udp(), footnotes),
            row.udp().map(s -> Text.offered(unit, s)).orElse(""),
            row.udp().map(s -> Text.loss(s.lossShare())).orElse(""),
            Text.reference(main),
            Text.cpu(main.cpuSecondsPerGigabyte())));
  }

  private static String ratio(ToolRatio ratio) {
    return row(
        List.of(
            escape(ratio.label()),
            ToolRatio.text(ratio.tcp()),
            ToolRatio.text(ratio.udp()),
            "",
            "",
            "",
            ""));
  }

  private static String unmeasured(TableRow row) {
    return row(
        List.of(
            escape(row.label()),
            row.status().word() + ": " + escape(row.reason()),
            "",
            "",
            "",
            "",
            ""));
  }

  private static String number(String unit, Optional<CaseSummary> summary, Footnotes footnotes) {
    if (summary.isEmpty()) {
      return "";
    }
    Optional<MedianInterval> bitrate = summary.get().bitrate();
    String mark = footnotes.mark(summary.get());
    if (bitrate.isEmpty()) {
      return escape(TableRow.absence(summary.get()));
    }
    return Text.join(
        " ",
        List.of(
            "**" + Text.in(unit, bitrate.get().median()) + "**",
            "[" + Text.range(unit, bitrate.get()) + "]",
            "n=" + bitrate.get().n(),
            Searched.sign(summary.get()),
            mark));
  }

  private static void notes(List<String> lines, ReportModel model, Footnotes footnotes) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < footnotes.notes().size(); i++) {
      notes.add("- ⚠" + (i + 1) + " " + escape(footnotes.notes().get(i)));
    }
    Footnotes.remarks(model).forEach(note -> notes.add("- " + escape(note)));
    Beside.line(model).ifPresent(line -> notes.add("- " + line));
    if (!notes.isEmpty()) {
      lines.add("");
      lines.addAll(notes);
    }
  }

  private static void why(List<String> lines, ReportModel model) {
    List<String> reasons = Why.lines(model);
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.add("Why, and how much of it:");
      lines.add("");
      reasons.forEach(reason -> lines.add("- " + escape(reason)));
    }
  }

  private static void platform(List<String> lines, Run run) {
    if (run.platform().facts().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(row(List.of("Platform", "")));
    lines.add("|---|---|");
    for (Map.Entry<String, String> fact : run.platform().facts().entrySet()) {
      lines.add(
          row(List.of(escape(fact.getKey()), escape(Text.fact(fact.getKey(), fact.getValue())))));
    }
  }

  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** So that no text breaks a table or turns into markup. */
  static String escape(String text) {
    return text.replaceAll("([\\\\`*_|<>\\[\\]#])", "\\\\$1").replaceAll("\\R", " ");
  }
}
