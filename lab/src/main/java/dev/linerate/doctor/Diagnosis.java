package dev.linerate.doctor;

import java.util.List;

/**
 * A fault that was found.
 *
 * @param place where: {@code h1}, {@code this machine}, {@code h1 eth0 → h2}
 * @param symptom what a user notices, in one sentence without a full stop
 * @param evidence at least one line
 * @param cause why that is so
 */
public record Diagnosis(
    Fault fault,
    String place,
    String symptom,
    List<Evidence> evidence,
    String cause,
    Remedy remedy) {
  public Diagnosis {
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(fault.id() + " without evidence");
    }
  }

  /** Whether the other tells of the same fault in the same place. */
  public boolean same(Diagnosis other) {
    return fault == other.fault && place.equals(other.place);
  }
}
