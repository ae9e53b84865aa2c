package dev.linerate.cli;

import dev.linerate.fault.LinerateException;
import dev.linerate.iperf.RateSearchClient;
import dev.linerate.iperf.RateSearchJson;
import dev.linerate.iperf.RateSearchOptions;
import dev.linerate.iperf.RateSearchReport;
import dev.linerate.iperf.RateSearchText;
import dev.linerate.search.TrialResult;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A search as {@code linerate client --rate search} shows it: trials on stderr, result on stdout.
 */
final class SearchRun {
  private final RateSearchOptions options;
  private final boolean json;
  private int trials;

  SearchRun(RateSearchOptions options, boolean json) {
    this.options = options;
    this.json = json;
  }

  /** Searches and shows what came of it; the exit code. */
  int run() {
    RateSearchReport report;
    try {
      report = new RateSearchClient(options, this::progress).run();
    } catch (LinerateException e) {
      if (Thread.interrupted()) {
        System.err.println("linerate: interrupted before anything was found");
        return Exit.INTERRUPTED;
      }
      throw e;
    }
    boolean interrupted = Thread.interrupted();
    print(report);
    if (interrupted) {
      return Exit.INTERRUPTED;
    }
    return report.error().isEmpty() && report.result().end().goalMet() ? Exit.OK : Exit.FAILED;
  }

  private void progress(TrialResult trial) {
    trials++;
    System.err.println(RateSearchText.line(trials, trial));
  }

  private void print(RateSearchReport report) {
    if (!json) {
      System.out.print(RateSearchText.result(report));
      return;
    }
    Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
    RateSearchJson.write(out, report);
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
