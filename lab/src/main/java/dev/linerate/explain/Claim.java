package dev.linerate.explain;

import dev.linerate.result.Platform;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run that is an experiment was made to show. It is kept among the run's facts, so that the
 * proof can be computed again from the run alone.
 *
 * @param run id of the run that had the finding
 * @param caseNumber the finding's case in it
 * @param change what was changed: {@code pinning auto}
 * @param measure what it is measured by
 * @param original number of the case as it was, in the experiment's run
 * @param changed number of the changed one; the original's when nothing was changed
 */
public record Claim(
    String run,
    int caseNumber,
    Cause cause,
    String change,
    Measure measure,
    int original,
    int changed) {
  private static final String OF_RUN = "experiment.run";
  private static final String OF_CASE = "experiment.case";
  private static final String OF_CAUSE = "experiment.finding";
  private static final String CHANGE = "experiment.change";
  private static final String MEASURE = "experiment.measure";
  private static final String ORIGINAL = "experiment.original_case";
  private static final String CHANGED = "experiment.changed_case";

  /** As facts of the experiment's run. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(OF_RUN, run);
    facts.put(OF_CASE, Integer.toString(caseNumber));
    facts.put(OF_CAUSE, cause.id());
    facts.put(CHANGE, change);
    facts.put(MEASURE, measure.word());
    facts.put(ORIGINAL, Integer.toString(original));
    facts.put(CHANGED, Integer.toString(changed));
    return facts;
  }

  /** Read back; empty when the run is no experiment, or one of a linerate that knew more. */
  public static Optional<Claim> of(Platform platform) {
    Map<String, String> facts = platform.facts();
    return Cause.ofId(facts.getOrDefault(OF_CAUSE, ""))
        .flatMap(cause ->
            measure(facts)
                .map(measure ->
                    new Claim(
                        facts.getOrDefault(OF_RUN, ""),
                        number(facts, OF_CASE),
                        cause,
                        facts.getOrDefault(CHANGE, ""),
                        measure,
                        number(facts, ORIGINAL),
                        number(facts, CHANGED))));
  }

  private static Optional<Measure> measure(Map<String, String> facts) {
    String word = facts.getOrDefault(MEASURE, "");
    return Arrays.stream(Measure.values())
        .filter(measure -> measure.word().equals(word))
        .findFirst();
  }

  /** 0 is no case's number. */
  private static int number(Map<String, String> facts, String key) {
    String text = facts.getOrDefault(key, "");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  /** Whether there is a changed case to compare with. */
  public boolean compares() {
    return original != changed;
  }
}
