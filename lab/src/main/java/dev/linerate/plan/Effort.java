package dev.linerate.plan;

import java.util.Optional;

/**
 * What is done for good numbers beyond a number of trials.
 *
 * @param cutWarmUp whether the warm-up of each trial is found and left out
 * @param precision when a case has trials enough; empty: when it has the plan's number
 */
public record Effort(boolean cutWarmUp, Optional<Precision> precision) {
  /** Nothing beyond. */
  public static final Effort PLAIN = new Effort(false, Optional.empty());
}
