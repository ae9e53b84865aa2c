package dev.linerate.tool;

import dev.linerate.iperf.StreamIds;
import dev.linerate.iperf.TestBegin;
import dev.linerate.iperf.TestInterval;
import dev.linerate.iperf.TestListener;
import dev.linerate.iperf.TestReport;
import dev.linerate.iperf.TestStart;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Hears one end of a trial: tells its threads, its rate while it runs, and keeps its report. */
final class BuiltinEnd implements TestListener {
  private final End end;
  private final TrialWatch watch;
  private final TrialObserver observer;
  private Optional<EndReport> report = Optional.empty();

  BuiltinEnd(End end, TrialWatch watch, TrialObserver observer) {
    this.end = end;
    this.watch = watch;
    this.observer = observer;
  }

  /** What it has said; without its last word a report that is not complete. */
  synchronized EndReport report() {
    return report.orElseGet(() -> empty(Optional.empty()));
  }

  @Override
  public void began(TestBegin begin) {
    for (TestBegin.StreamThread thread : begin.threads()) {
      observer.works(
          new TrafficWorker(
              end,
              thread.sender(),
              !thread.sender(),
              OptionalInt.of(StreamIds.index(thread.stream())),
              ProcessHandle.current().pid(),
              OptionalLong.of(thread.tid())));
    }
    if (end == End.CLIENT) {
      observer.began(begin.nanoTime());
    }
  }

  @Override
  public void started(TestStart start) {}

  @Override
  public void interval(TestInterval interval) {
    double rate = 0;
    boolean receives = false;
    for (TestInterval.StreamInterval stream : interval.streams()) {
      if (!stream.stream().sender()) {
        receives = true;
        rate += stream.sample().bitsPerSecond();
      }
    }
    if (receives) {
      watch.received(end, rate);
    }
  }

  @Override
  public synchronized void ended(TestReport ended) {
    report = Optional.of(BuiltinReport.of(end, ended));
  }

  @Override
  public synchronized void failed(String error) {
    report = Optional.of(empty(Optional.of(error)));
  }

  private EndReport empty(Optional<String> error) {
    return new EndReport(
        end,
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        error,
        false);
  }
}
