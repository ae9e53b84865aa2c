package dev.linerate.cli;

import dev.linerate.iperf.TestInterval;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TestReport;
import dev.linerate.iperf.TestStart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Function;

/**
 * One of several tests that write to the same output: what it writes at a time comes out together.
 */
final class WholeLines implements TestListener {
  private final Writer out;
  private final StringWriter buffer = new StringWriter();
  private final TestListener test;
  private final Runnable onEnd;

  /**
   * @param out shared; locked while it is written to
   * @param test makes what writes the test's report
   * @param onEnd called when the report has come out
   */
  WholeLines(Writer out, Function<Writer, TestListener> test, Runnable onEnd) {
    this.out = out;
    this.test = test.apply(buffer);
    this.onEnd = onEnd;
  }

  @Override
  public void started(TestStart start) {
    test.started(start);
    write();
  }

  @Override
  public void interval(TestInterval interval) {
    test.interval(interval);
    write();
  }

  @Override
  public void ended(TestReport report) {
    test.ended(report);
    write();
    onEnd.run();
  }

  @Override
  public void failed(String error) {
    test.failed(error);
    write();
    onEnd.run();
  }

  private void write() {
    synchronized (out) {
      try {
        out.write(buffer.toString());
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    buffer.getBuffer().setLength(0);
  }
}
