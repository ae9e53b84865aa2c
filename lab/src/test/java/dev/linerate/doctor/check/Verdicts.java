package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Verdict;
import java.util.List;

/** Verdicts as tests ask for them. */
final class Verdicts {
  private Verdicts() {}

  /** What was found; nothing when it is well. */
  static List<Diagnosis> found(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ill(List<Diagnosis> diagnoses) -> diagnoses;
      case Verdict.Well _ -> List.of();
      default -> throw new AssertionError("neither well nor ill: " + verdict);
    };
  }
}
