package dev.linerate.explain;

import java.util.Optional;

/**
 * How a finding could be proven.
 *
 * @param experiment empty when the cause cannot be changed from here
 * @param whyNot a sentence, then; empty with an experiment
 */
public record Proposal(Finding finding, Optional<Experiment> experiment, String whyNot) {
  static Proposal of(Finding finding, Experiment experiment) {
    return new Proposal(finding, Optional.of(experiment), "");
  }

  static Proposal none(Finding finding, String whyNot) {
    return new Proposal(finding, Optional.empty(), whyNot);
  }
}
