package dev.linerate.iperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a server's tests come to. */
final class Keeper implements TestListener {
  final BlockingQueue<TestReport> reports = new LinkedBlockingQueue<>();
  final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

  @Override
  public void started(TestStart start) {}

  @Override
  public void interval(TestInterval interval) {}

  @Override
  public void ended(TestReport report) {
    reports.add(report);
  }

  @Override
  public void failed(String error) {
    failures.add(error);
  }

  /** The next report, which comes soon. */
  TestReport report() throws InterruptedException {
    TestReport report = reports.poll(10, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    return report;
  }

  /** Why the next test did not begin. */
  String failure() throws InterruptedException {
    String failure = failures.poll(10, TimeUnit.SECONDS);
    assertThat(failure).isNotNull();
    return failure;
  }
}
