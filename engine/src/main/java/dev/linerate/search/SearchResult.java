package dev.linerate.search;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the trials so far say: a Goal Result of MLRsearch.
 *
 * @param lowerBits Relevant Lower Bound: the highest load below the upper bound that meets the
 *     goal, bit/s; empty when no load did
 * @param upperBits Relevant Upper Bound: the lowest load that does not meet it, bit/s; empty when
 *     the highest load met it
 * @param conditionalThroughput what typically arrived at the lower bound, bit/s
 * @param confirmed whether full-length trials decided about the bounds; shorter ones did when a
 *     search ended early
 * @param senderLimited whether above the lower bound the sender was too slow, and nothing was lost
 * @param end why it ended
 * @param trials all of them, in their order
 */
public record SearchResult(
    OptionalLong lowerBits,
    OptionalLong upperBits,
    OptionalDouble conditionalThroughput,
    boolean confirmed,
    boolean senderLimited,
    SearchEnd end,
    List<TrialResult> trials) {

  public SearchResult {
    trials = List.copyOf(trials);
  }

  /** The trials at the lower bound; none when there is no lower bound. */
  public List<TrialResult> atLower() {
    return at(lowerBits);
  }

  private List<TrialResult> at(OptionalLong load) {
    return trials.stream()
        .filter(result -> load.isPresent() && result.trial().bitsPerSecond() == load.getAsLong())
        .toList();
  }
}
