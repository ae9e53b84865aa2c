package dev.linerate.report;

import dev.linerate.explain.Explanation;
import dev.linerate.explain.Proof;
import dev.linerate.explain.Proposal;
import java.util.List;

/**
 * A case with what was done to prove its findings.
 *
 * @param proposals for its findings, in their order
 * @param proofs of those that an experiment was made for
 */
public record Proving(Explanation explanation, List<Proposal> proposals, List<Proof> proofs) {
  public Proving {
    proposals = List.copyOf(proposals);
    proofs = List.copyOf(proofs);
  }

  /** Findings that no experiment can prove, with the reason. */
  List<Proposal> unprovable() {
    return proposals.stream().filter(proposal -> proposal.experiment().isEmpty()).toList();
  }
}
