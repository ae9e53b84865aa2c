package dev.linerate.analysis.compare;

import java.util.Set;

/**
 * What the user asks of a comparison.
 *
 * @param margin a smaller difference does not matter, whether it is there or not; 0.01 is 1 %
 * @param across traits that may differ, because they are what is compared
 */
public record Terms(double margin, Set<Trait> across) {
  /** Differences of 1 % and more matter, and nothing else may differ. */
  public static final Terms USUAL = new Terms(0.01, Set.of());

  public Terms {
    across = Set.copyOf(across);
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException("a margin is from 0 to below 1, not " + margin);
    }
  }
}
