package dev.linerate.analysis;

import dev.linerate.plan.Placement;
import java.util.List;
import java.util.Optional;

/**
 * What a path within a host is measured against: no wire limits it, so the reference is the network
 * {@code host}, which has nothing between the two ends but the kernel's loopback.
 */
public final class HostBaseline {
  /** The network driver without a container network. */
  private static final String HOST = "host";

  private HostBaseline() {}

  /** The summaries of a run, those of same-host cases with their share of the baseline. */
  public static List<CaseSummary> apply(List<CaseSummary> summaries) {
    return summaries.stream()
        .map(summary -> of(summary, summaries).map(summary::against).orElse(summary))
        .toList();
  }

  private static Optional<CaseSummary> of(CaseSummary summary, List<CaseSummary> all) {
    var spec = summary.record().spec();
    if (spec.placement() != Placement.SAME_HOST || spec.network().equals(HOST)) {
      return Optional.empty();
    }
    return all.stream()
        .filter(other -> other.record().spec().equals(spec.on(HOST)))
        .filter(other -> other.record().tool().equals(summary.record().tool()))
        .findFirst();
  }
}
