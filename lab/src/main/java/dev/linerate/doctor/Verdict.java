package dev.linerate.doctor;

import java.util.List;

/** What a check came to. What could not be told is not well. */
public sealed interface Verdict {
  /** Nothing is wrong. */
  record Well() implements Verdict {}

  /** Something is. */
  record Ill(List<Diagnosis> diagnoses) implements Verdict {
    public Ill {
      diagnoses = List.copyOf(diagnoses);
      if (diagnoses.isEmpty()) {
        throw new IllegalArgumentException("ill of nothing");
      }
    }
  }

  /**
   * It could not be found out.
   *
   * @param why with the next step: {@code iptables-save: Permission denied. Run it with sudo}
   */
  record Untold(String why) implements Verdict {}

  /**
   * There is nothing here to look at.
   *
   * @param why {@code no Docker here}
   */
  record NotHere(String why) implements Verdict {}

  /** Well when there is no diagnosis. */
  static Verdict of(List<Diagnosis> diagnoses) {
    return diagnoses.isEmpty() ? new Well() : new Ill(diagnoses);
  }
}
