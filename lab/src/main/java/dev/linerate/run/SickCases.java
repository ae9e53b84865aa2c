package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.network.EndpointPair;
import dev.linerate.result.DoctorFinding;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Totals;
import dev.linerate.result.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls the doctor for cases that yield nothing, stall or fail: once for each, while its networks
 * are still there.
 */
final class SickCases {
  private final CaseDoctor doctor;
  private final List<Host> hosts;
  private final Recorder recorder;
  private final RunListener listener;
  private final Set<Integer> seen = new HashSet<>();
  private Optional<List<DoctorFinding>> ofHosts = Optional.empty();

  SickCases(CaseDoctor doctor, List<Host> hosts, Recorder recorder, RunListener listener) {
    this.doctor = doctor;
    this.hosts = List.copyOf(hosts);
    this.recorder = recorder;
    this.listener = listener;
  }

  /** Notes what is wrong when a trial shows that something is. */
  void after(int caseNumber, Trial trial, EndpointPair pair) {
    if (sick(trial) && seen.add(caseNumber)) {
      note(caseNumber, doctor.examine(hosts, Optional.of(pair)));
    }
  }

  /** Notes what is wrong on the hosts where a case's network could not be built. */
  void unbuilt(int caseNumber) {
    List<DoctorFinding> found = ofHosts.orElseGet(() -> doctor.examine(hosts, Optional.empty()));
    ofHosts = Optional.of(found);
    note(caseNumber, found);
  }

  private void note(int caseNumber, List<DoctorFinding> findings) {
    if (!findings.isEmpty()) {
      recorder.findings(caseNumber, findings);
      DoctorFinding first = findings.getFirst();
      listener.on(
          new RunEvent.Warning(
              "case %d: %s, %s: %s"
                  .formatted(caseNumber, first.id(), first.place(), first.symptom())));
    }
  }

  /** Whether it failed, nothing arrived, or nothing arrived any more. */
  static boolean sick(Trial trial) {
    long received = trial.totals().map(Totals::bytesReceived).orElse(0L);
    return trial.status() == Status.FAILED || received == 0 || stalled(trial.intervals());
  }

  /**
   * Whether nothing arrived in the second half, as of a sender whose large packets disappear: its
   * first small ones arrive.
   */
  private static boolean stalled(List<Interval> intervals) {
    List<Interval> counted =
        intervals.stream()
            .filter(interval -> interval.side() == Side.RECEIVER && !interval.omitted())
            .toList();
    double end = counted.stream().mapToDouble(Interval::start).max().orElse(0);
    List<Interval> late = counted.stream().filter(interval -> interval.start() > end / 2).toList();
    return !late.isEmpty() && late.stream().allMatch(interval -> interval.bytes() == 0);
  }
}
