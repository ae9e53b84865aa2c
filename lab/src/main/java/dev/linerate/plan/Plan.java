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
 * @param telemetryRate samples of the machine a second during each trial; 0 for none
 * @param effort warm-up that is found, and trials until a precision is reached
 */
public record Plan(
    String name,
    int hosts,
    LinkSpec link,
    int repeat,
    ToolChoice tool,
    List<CaseSpec> cases,
    double telemetryRate,
    Effort effort) {
  /** Samples of the machine a second where a plan does not say. */
  static final double DEFAULT_TELEMETRY_RATE = 10;

  public Plan {
    cases = List.copyOf(cases);
  }

  /** A plan that takes as many trials as it says, and all of each. */
  public Plan(
      String name,
      int hosts,
      LinkSpec link,
      int repeat,
      ToolChoice tool,
      List<CaseSpec> cases,
      double telemetryRate) {
    this(name, hosts, link, repeat, tool, cases, telemetryRate, Effort.PLAIN);
  }

  /** A plan whose trials are not watched. */
  public Plan(
      String name, int hosts, LinkSpec link, int repeat, ToolChoice tool, List<CaseSpec> cases) {
    this(name, hosts, link, repeat, tool, cases, 0);
  }

  /** The networks in the order of their first case. */
  public Set<String> networks() {
    return cases.stream()
        .map(CaseSpec::network)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
