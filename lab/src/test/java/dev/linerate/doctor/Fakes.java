package dev.linerate.doctor;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Checks and diagnoses made up. */
final class Fakes {
  private Fakes() {}

  static Diagnosis diagnosis(Fault fault, String place) {
    return diagnosis(fault, place, Remedy.byHand("Mend it"));
  }

  static Diagnosis diagnosis(Fault fault, String place, Remedy remedy) {
    return new Diagnosis(
        fault, place, "nothing works", List.of(new Evidence("ask", "no")), "it broke", remedy);
  }

  /** A check that looks at a place named {@code h1}. */
  record Fake(Set<Fault> faults, Duration limit, Supplier<Verdict> look) implements Check {
    Fake(Supplier<Verdict> look) {
      this(EnumSet.allOf(Fault.class), Check.LIMIT, look);
    }

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public String place() {
      return "h1";
    }

    @Override
    public Verdict examine() {
      return look.get();
    }
  }
}
