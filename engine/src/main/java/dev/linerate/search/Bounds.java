package dev.linerate.search;

import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;

/** Relevant bounds of a target; the smallest upper bound counts, and what is below it. */
record Bounds(OptionalLong lower, OptionalLong upper) {
  static final Bounds NONE = new Bounds(OptionalLong.empty(), OptionalLong.empty());

  /** What the trials at each load say, loads ascending. */
  static Bounds of(Target target, NavigableMap<Long, List<TrialResult>> loads) {
    OptionalLong lower = OptionalLong.empty();
    for (var load : loads.entrySet()) {
      switch (target.classify(load.getValue())) {
        case LOWER -> lower = OptionalLong.of(load.getKey());
        case UPPER -> {
          return new Bounds(lower, OptionalLong.of(load.getKey()));
        }
        case UNDECIDED -> {
          // says nothing yet
        }
      }
    }
    return new Bounds(lower, OptionalLong.empty());
  }

  boolean areWithin(double width) {
    return lower.isPresent()
        && upper.isPresent()
        && upper.getAsLong() - lower.getAsLong() <= Math.max(1, width * upper.getAsLong());
  }

  /** Whether a load lies strictly between them; a missing bound excludes nothing. */
  boolean surround(long load) {
    return load > lower.orElse(Long.MIN_VALUE) && load < upper.orElse(Long.MAX_VALUE);
  }

  /** Whether nothing is left to learn within the limits. */
  boolean areFinal(double width, SearchLimits limits) {
    return areWithin(width)
        || lower.orElse(0) >= limits.maxBits()
        || upper.orElse(Long.MAX_VALUE) <= limits.minBits();
  }
}
