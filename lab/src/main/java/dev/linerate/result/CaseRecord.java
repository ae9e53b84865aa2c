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
 */
public record CaseRecord(
    int number,
    CaseSpec spec,
    String tool,
    Optional<Path> path,
    Status status,
    Optional<String> reason,
    List<Trial> trials) {
  public CaseRecord {
    trials = List.copyOf(trials);
  }

  /** The same with other trials. */
  public CaseRecord withTrials(List<Trial> others) {
    return new CaseRecord(number, spec, tool, path, status, reason, others);
  }
}
