package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why one case is as fast as it is.
 *
 * @param reference what it is measured against; empty within a host when the run has no baseline
 * @param gap what is missing to the reference, bit/s; 0 when it is reached
 * @param findings the weightiest first
 * @param unexplained share of the gap, or without a reference of the time, that no cause was found
 *     for, 0 to 1; empty when nothing was watched
 */
public record Explanation(
    CaseSummary summary,
    Optional<Reference> reference,
    OptionalDouble gap,
    List<Finding> findings,
    OptionalDouble unexplained) {
  public Explanation {
    findings = List.copyOf(findings);
  }

  /** The weightiest; empty when nothing was found. */
  public Optional<Finding> first() {
    return findings.stream().findFirst();
  }
}
