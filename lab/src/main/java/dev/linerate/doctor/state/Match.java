package dev.linerate.doctor.state;

import java.util.Optional;
import java.util.function.Predicate;

/** Whether a rule is for a packet: yes, no, or not to be told from what is known. */
enum Match {
  YES,
  NO,
  UNSURE;

  static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  /** Unsure of what is not known. */
  static <T> Match of(Optional<T> known, Predicate<T> test) {
    return known.map(value -> of(test.test(value))).orElse(UNSURE);
  }

  Match negated(boolean negate) {
    return switch (this) {
      case YES -> negate ? NO : YES;
      case NO -> negate ? YES : NO;
      case UNSURE -> UNSURE;
    };
  }

  /** Both must match. */
  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : UNSURE;
  }
}
