package dev.linerate.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether something can run here: all reasons why not, each with a remedy. Finding out changes
 * nothing.
 */
public record Support(List<Reason> reasons) {
  public static final Support YES = new Support(List.of());

  /**
   * @param cause what is missing: {@code dockerd is not installed}
   * @param remedy the command or step that mends it
   */
  public record Reason(String cause, String remedy) {}

  public Support {
    reasons = List.copyOf(reasons);
  }

  public static Support no(String cause, String remedy) {
    return new Support(List.of(new Reason(cause, remedy)));
  }

  public boolean supported() {
    return reasons.isEmpty();
  }

  public Support and(Support other) {
    List<Reason> all = new ArrayList<>(reasons);
    all.addAll(other.reasons);
    return new Support(all);
  }

  /** Programs that must be on the host; {@code remedy} installs them. */
  public static Support programs(Host host, String remedy, String... programs) {
    List<Reason> missing = new ArrayList<>();
    for (String program : programs) {
      if (host.which(program).isEmpty()) {
        missing.add(new Reason(program + " is not installed on " + host.name(), remedy));
      }
    }
    return new Support(missing);
  }

  /** Every cause with its remedy, in one line. */
  public String text() {
    return reasons.stream()
        .map(r -> r.remedy().isEmpty() ? r.cause() : r.cause() + ": " + r.remedy())
        .collect(Collectors.joining("; "));
  }
}
