package dev.linerate.result;

import dev.linerate.plan.CaseSpec;
import java.util.List;
import java.util.Optional;

/**
 * A case with its trials, as measured.
 *
 * @param number position in the plan, from 1
 * @param tool the traffic tool's name
 * @param path where it ran; empty when its network was not built
 * @param status skipped cases have no trials; failed ones have no measured trial
 * @param reason why it was skipped or failed, with the next step; empty when measured
 * @param findings what the doctor found when it yielded nothing, stalled or failed
 */
public record CaseRecord(
    int number,
    CaseSpec spec,
    String tool,
    Optional<Path> path,
    Status status,
    Optional<String> reason,
    List<Trial> trials,
    List<DoctorFinding> findings) {
  public CaseRecord {
    trials = List.copyOf(trials);
    findings = List.copyOf(findings);
  }

  /** One for which the doctor was not called. */
  public CaseRecord(
      int number,
      CaseSpec spec,
      String tool,
      Optional<Path> path,
      Status status,
      Optional<String> reason,
      List<Trial> trials) {
    this(number, spec, tool, path, status, reason, trials, List.of());
  }

  /** The same with what the doctor found. */
  public CaseRecord withFindings(List<DoctorFinding> found) {
    return new CaseRecord(number, spec, tool, path, status, reason, trials, found);
  }

  /** The same with other trials. */
  public CaseRecord withTrials(List<Trial> others) {
    return new CaseRecord(number, spec, tool, path, status, reason, others);
  }
}
