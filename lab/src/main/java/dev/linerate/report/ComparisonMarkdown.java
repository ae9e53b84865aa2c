package dev.linerate.report;

import dev.linerate.report.ComparisonModel.Block;
import dev.linerate.report.ComparisonModel.Head;
import java.util.ArrayList;
import java.util.List;

/** A comparison in Markdown, for pasting into an issue or a pull request. */
public final class ComparisonMarkdown {
  private ComparisonMarkdown() {}

  /** Ends in a line break. */
  public static String of(ComparisonModel model) {
    List<String> lines = new ArrayList<>();
    lines.add("## Comparison");
    lines.add("");
    lines.add("| | run | plan | started | machine |");
    lines.add("|---|---|---|---|---|");
    model.heads().forEach(head -> lines.add(head(head)));
    model.blocks().forEach(block -> lines.addAll(block(model, block)));
    lines.add("");
    lines.addAll(model.reading());
    return String.join("\n", lines) + "\n";
  }

  private static String head(Head head) {
    return MarkdownReport.row(
        List.of(
            "**" + head.letter() + "**",
            head.id(),
            MarkdownReport.escape(head.plan()),
            head.started(),
            MarkdownReport.escape(head.machine())));
  }

  private static List<String> block(ComparisonModel model, Block block) {
    List<String> lines = new ArrayList<>();
    String other = model.several() ? "other" : "B";
    lines.add("");
    lines.add(
        MarkdownReport.row(
            List.of(block.title(), "A", other, other + " / A", "effect", "verdict")));
    lines.add("|---|--:|--:|---|--:|---|");
    for (ComparisonRow row : block.rows()) {
      lines.add(
          MarkdownReport.row(
              List.of(
                  MarkdownReport.escape(row.name() + (model.several() ? ", " + row.letter() : "")),
                  Text.join(" ", List.of(row.base(), row.baseDetail())),
                  Text.join(" ", List.of(row.other(), row.otherDetail())),
                  row.ratio().isEmpty() ? "" : "**" + row.ratio() + "** " + row.range(),
                  row.superiority(),
                  verdict(row))));
    }
    return lines;
  }

  private static String verdict(ComparisonRow row) {
    String notes = MarkdownReport.escape(String.join("; ", row.notes()));
    return "**" + row.verdict().sentence() + "**" + (notes.isEmpty() ? "" : ": " + notes);
  }
}
