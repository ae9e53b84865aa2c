package dev.linerate.it.engine;

import dev.linerate.iperf.TestInterval;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TestReport;
import dev.linerate.iperf.TestStart;
import java.util.Queue;

/** Keeps the reports of tests. */
record ReportKeeper(Queue<TestReport> reports) implements TestListener {
  @Override
  public void started(TestStart start) {}

  @Override
  public void interval(TestInterval interval) {}

  @Override
  public void ended(TestReport report) {
    reports.add(report);
  }

  @Override
  public void failed(String error) {}
}
