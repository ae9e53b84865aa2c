package dev.linerate.run;

import dev.linerate.plan.CaseSpec;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Trial;
import java.time.Duration;
import java.util.Optional;

/** What happens during a run, in order: one stream, many listeners. */
public sealed interface RunEvent {
  /** Something that takes a while begins: {@code starting 3 lab hosts}. */
  record StepStarted(String text) implements RunEvent {}

  /** It ended well. */
  record StepDone(String text, Duration took) implements RunEvent {}

  /** A network was built, skipped, or could not be built. */
  record NetworkDone(NetworkRecord network, Duration took) implements RunEvent {}

  /** A case will have no trial. */
  record CaseLeftOut(CaseRecord record) implements RunEvent {}

  /**
   * A trial begins.
   *
   * @param left estimated time until the last trial has ended
   */
  record TrialStarted(TrialPosition at, Duration left) implements RunEvent {}

  /** The rate right now, bit/s. */
  record Live(TrialPosition at, double bitsPerSecond, Duration elapsed) implements RunEvent {}

  /** A trial ended, well or not. */
  record TrialDone(TrialPosition at, Trial trial) implements RunEvent {}

  /** Something the user should know. */
  record Warning(String text) implements RunEvent {}

  /**
   * Where in the run a trial is.
   *
   * @param tool what measures it, where the run has several tools
   * @param number the case's number in the run, from 1
   * @param cases how many cases are measured
   * @param position which of those this is, from 1
   * @param repeat round, from 1
   */
  record TrialPosition(
      CaseSpec spec,
      Optional<String> tool,
      int number,
      int position,
      int cases,
      int repeat,
      int repeats) {
    /** As progress names it: {@code docker-overlay cross-host tcp iperf3}. */
    public String label() {
      return spec.label() + tool.map(name -> " " + name).orElse("");
    }
  }
}
