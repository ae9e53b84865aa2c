package dev.linerate.run;

import java.util.Map;

/**
 * What a run does beyond its plan.
 *
 * @param facts added to the platform's, before the first trial
 * @param treatments by the number of the case that they are for
 */
public record RunExtras(Map<String, String> facts, Map<Integer, Treatment> treatments) {
  /** An ordinary run's. */
  public static final RunExtras NONE = new RunExtras(Map.of(), Map.of());

  public RunExtras {
    facts = Map.copyOf(facts);
    treatments = Map.copyOf(treatments);
  }

  Treatment treatment(int caseNumber) {
    return treatments.getOrDefault(caseNumber, Treatment.NONE);
  }
}
