package dev.linerate.cli;

import dev.linerate.report.CsvExport;
import dev.linerate.report.MarkdownReport;
import dev.linerate.report.ReportModel;
import dev.linerate.report.RunJson;
import dev.linerate.report.TerminalTable;

/** A run in the format the user asked for: text that ends in a line break. */
final class Rendering {
  private Rendering() {}

  static String of(ReportModel model, Format format, Terminal terminal) {
    return switch (format) {
      case TABLE ->
          TerminalTable.of(model, terminal.columns(), terminal.colour() && terminal.outTerminal());
      case JSON -> RunJson.of(model);
      case CSV -> CsvExport.of(model.run());
      case MARKDOWN -> MarkdownReport.of(model);
    };
  }
}
