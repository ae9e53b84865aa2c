package dev.linerate.doctor;

import java.util.List;

/**
 * All that the doctor looked at, and what it came to.
 *
 * @param examined every check, in the order they were given
 */
public record Consultation(List<Examined> examined) {
  public Consultation {
    examined = List.copyOf(examined);
  }

  /** What was found: root causes first, then what follows from them; each fault and place once. */
  public List<Diagnosis> diagnoses() {
    return Ranking.of(
        examined.stream()
            .map(Examined::verdict)
            .filter(Verdict.Ill.class::isInstance)
            .flatMap(verdict -> ((Verdict.Ill) verdict).diagnoses().stream())
            .toList());
  }

  /** Whether something is wrong that keeps traffic from flowing. */
  public boolean sick() {
    return diagnoses().stream().anyMatch(d -> d.fault().severity() == Severity.ERROR);
  }

  /** The checks that found nothing wrong. */
  public List<Examined> well() {
    return examined.stream().filter(e -> e.verdict() instanceof Verdict.Well).toList();
  }

  /** The checks that could not be made. */
  public List<Examined> untold() {
    return examined.stream().filter(e -> e.verdict() instanceof Verdict.Untold).toList();
  }
}
