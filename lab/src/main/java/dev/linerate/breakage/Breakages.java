package dev.linerate.breakage;

import dev.linerate.doctor.Fault;
import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.stream.Stream;

/** Everything a lab can be broken with, and what it cannot. */
public final class Breakages {
  private static final List<Breakage> ALL =
      Stream.of(
              OverlayFaults.all(),
              AddressFaults.all(),
              RoutingFaults.all(),
              LimitFaults.all(),
              SwitchFaults.all(),
              ServiceFaults.all(),
              SwarmFaults.all())
          .flatMap(List::stream)
          .toList();

  private static final String OF_THE_MACHINE =
      " the machine's: a network namespace has none of its own";

  private Breakages() {}

  /**
   * A fault the doctor finds that no lab can have for itself.
   *
   * @param reason why
   */
  public record Unmakeable(Fault fault, String reason) {}

  public static List<Breakage> all() {
    return ALL;
  }

  /**
   * The one of a name.
   *
   * @throws LinerateException (user) when there is none
   */
  public static Breakage named(String name) {
    return ALL.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            LinerateException.user(
                "there is no fault \"" + name + "\"", "See linerate lab break --list"));
  }

  /** What cannot be made in a namespace. */
  public static List<Unmakeable> unmakeable() {
    return List.of(
        new Unmakeable(Fault.MODULE_MISSING, "the kernel is" + OF_THE_MACHINE),
        new Unmakeable(Fault.CLOCK, "the clock source is" + OF_THE_MACHINE),
        new Unmakeable(Fault.GOVERNOR, "the governor is" + OF_THE_MACHINE),
        new Unmakeable(Fault.PRIVILEGE, "run linerate doctor without sudo to see it"),
        new Unmakeable(Fault.TOOL_MISSING, "programs are" + OF_THE_MACHINE),
        new Unmakeable(Fault.TOOL_OLD, "programs are" + OF_THE_MACHINE),
        new Unmakeable(Fault.TOOL_VERSIONS, "programs are" + OF_THE_MACHINE),
        new Unmakeable(Fault.DOCKER_CGROUP, "control groups are" + OF_THE_MACHINE));
  }
}
