package dev.linerate.doctor;

import java.time.Duration;
import java.util.Set;

/** One thing to be looked at in one place. Looking changes nothing. */
public interface Check {
  /** Longest time of a check that names no other. */
  Duration LIMIT = Duration.ofSeconds(4);

  /** What is looked at, in a few words: {@code Docker's firewall chains}. */
  String name();

  /** As in {@link Diagnosis#place}. */
  String place();

  /** All it can find. */
  Set<Fault> faults();

  /** When it takes longer, it counts as not told. */
  default Duration limit() {
    return LIMIT;
  }

  /**
   * Looks.
   *
   * @throws dev.linerate.fault.LinerateException when what it needs cannot be read: the same as
   *     {@link Verdict.Untold} with the exception's sentence
   */
  Verdict examine();
}
