package dev.linerate.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to measure, resolved: every default filled in, every name checked.
 *
 * @param hosts lab hosts, 2 … 64
 * @param repeat trials of each case
 * @param tool what makes the traffic of every case
 */
public record Plan(
    String name, int hosts, LinkSpec link, int repeat, ToolChoice tool, List<CaseSpec> cases) {
  public Plan {
    cases = List.copyOf(cases);
  }

  /** The networks in the order of their first case. */
  public Set<String> networks() {
    return cases.stream()
        .map(CaseSpec::network)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
