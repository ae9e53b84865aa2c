package dev.linerate.cli;

import dev.linerate.iperf.TestInterval;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TestReport;
import dev.linerate.iperf.TestStart;

/** Leaves the words about a test that did not begin to whoever catches the exception. */
record QuietFailure(TestListener listener) implements TestListener {
  @Override
  public void started(TestStart start) {
    listener.started(start);
  }

  @Override
  public void interval(TestInterval interval) {
    listener.interval(interval);
  }

  @Override
  public void ended(TestReport report) {
    listener.ended(report);
  }

  @Override
  public void failed(String error) {}
}
