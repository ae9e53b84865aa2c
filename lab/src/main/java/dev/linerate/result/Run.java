package dev.linerate.result;

import dev.linerate.plan.LinkSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One execution of a plan.
 *
 * @param id unique, sortable: {@code 20261122-101530-k3f9}
 * @param plan the plan's name
 * @param ended empty while it runs, and when it was killed
 * @param version linerate's
 * @param repeat trials asked for of each case
 * @param networks by driver: they are built at once and end in any order
 */
public record Run(
    String id,
    String plan,
    Instant started,
    Optional<Instant> ended,
    State state,
    String version,
    int hosts,
    LinkSpec link,
    int repeat,
    Platform platform,
    List<NetworkRecord> networks,
    List<CaseRecord> cases) {
  public Run {
    networks = networks.stream().sorted(Comparator.comparing(NetworkRecord::driver)).toList();
    cases = List.copyOf(cases);
  }

  /** The same with other networks and cases. */
  public Run with(List<NetworkRecord> otherNetworks, List<CaseRecord> otherCases) {
    return new Run(
        id,
        plan,
        started,
        ended,
        state,
        version,
        hosts,
        link,
        repeat,
        platform,
        otherNetworks,
        otherCases);
  }

  /** The same with other cases. */
  public Run withCases(List<CaseRecord> others) {
    return with(networks, others);
  }

  /** How far it came. */
  public enum State {
    RUNNING,
    COMPLETE,
    INTERRUPTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
