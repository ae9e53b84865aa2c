package dev.linerate.cli;

import dev.linerate.report.CsvExport;
import dev.linerate.report.MarkdownReport;
import dev.linerate.report.ReportModel;
import dev.linerate.report.RunJson;
import dev.linerate.report.TerminalTable;
import dev.linerate.result.IntervalSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.exc.JacksonIOException;

/** A run in the format the user asked for: text that ends in a line break. */
final class Rendering {
  private static final int BUFFER = 64 * 1024;

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

  /** Prints it. Of formats that have every interval, each goes out as it comes. */
  static void print(ReportModel model, IntervalSource intervals, Format format, Terminal terminal) {
    switch (format) {
      case TABLE, MARKDOWN -> System.out.print(of(model, format, terminal));
      case JSON -> stream(out -> RunJson.write(model, intervals, out));
      case CSV -> stream(out -> CsvExport.write(model.run(), intervals, out));
    }
  }

  /** Writes a long text. */
  private interface Author {
    void write(Writer out);
  }

  /** Ends early, and without a word, when nobody reads any more: {@code | head}. */
  private static void stream(Author author) {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(new StandardOutput(), StandardCharsets.UTF_8), BUFFER)) {
      author.write(out);
    } catch (IOException | UncheckedIOException | JacksonIOException _) {
      // standard output is closed
    }
  }

  /** A print stream keeps its failures to itself; this one asks. */
  private static final class StandardOutput extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      System.out.write(bytes, offset, length);
      if (System.out.checkError()) {
        throw new IOException("standard output is closed");
      }
    }

    /** Leaves it open. */
    @Override
    public void close() {
      System.out.flush();
    }
  }
}
