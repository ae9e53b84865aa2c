package dev.linerate.result;

import java.util.function.Consumer;

/** Gives the intervals of a trial one after the other: there may be more than memory holds. */
@FunctionalInterface
public interface IntervalSource {
  /** Those that the trials themselves have. */
  IntervalSource HELD = (_, trial, taker) -> trial.intervals().forEach(taker);

  /** Gives every interval of a trial of that case, in order. */
  void each(CaseRecord record, Trial trial, Consumer<Interval> taker);
}
