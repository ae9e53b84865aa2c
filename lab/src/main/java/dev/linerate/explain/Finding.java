package dev.linerate.explain;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A cause that was seen at work.
 *
 * @param evidence what was seen, with figures, a sentence each
 * @param why how that limits the flow
 * @param remedy what to do about it
 * @param share of the gap that it accounts for, 0 to 1; empty where that cannot be told
 */
public record Finding(
    Cause cause, List<String> evidence, String why, String remedy, OptionalDouble share) {
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
