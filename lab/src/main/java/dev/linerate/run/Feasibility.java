package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Host;
import dev.linerate.host.Support;
import dev.linerate.lab.Lab;
import dev.linerate.network.NetworkDriver;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Plan;
import dev.linerate.tool.TrafficTool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of a plan can run here, found out before anything is made.
 *
 * @param drivers those that can
 * @param networkReasons why the others cannot, by network
 * @param cases all of them, with their tools
 * @param caseReasons why a case cannot although its network can, by its number
 * @param pins where pinned cases stay
 */
record Feasibility(
    List<NetworkDriver> drivers,
    Map<String, String> networkReasons,
    List<PlannedCase> cases,
    Map<Integer, String> caseReasons,
    Pins pins) {

  /**
   * Checks everything and changes nothing.
   *
   * @throws LinerateException (environment) with all reasons when no case can run, or a case is
   *     pinned to a core that cannot be used
   */
  static Feasibility of(
      Plan plan, Host machine, Map<String, NetworkDriver> known, Map<String, TrafficTool> tools) {
    require(Lab.check(machine), "lab hosts cannot be made here");
    Pins pins = Pins.of(plan, machine);
    List<Host> hosts = Collections.nCopies(plan.hosts(), machine);
    List<NetworkDriver> drivers = new ArrayList<>();
    Map<String, String> networkReasons = new LinkedHashMap<>();
    for (String name : plan.networks()) {
      NetworkDriver driver = known.get(name);
      if (driver == null) {
        throw LinerateException.user(
            "no network \"" + name + "\"", "There are " + String.join(", ", known.keySet()));
      }
      Support support = driver.check(hosts);
      if (support.supported()) {
        drivers.add(driver);
      } else {
        networkReasons.put(name, support.text());
      }
    }
    List<PlannedCase> cases = PlannedCase.of(plan, tools);
    Feasibility feasibility =
        new Feasibility(drivers, networkReasons, cases, caseReasons(cases, machine, pins), pins);
    feasibility.requireSomething();
    return feasibility;
  }

  private static Map<Integer, String> caseReasons(
      List<PlannedCase> cases, Host machine, Pins pins) {
    Map<Integer, String> reasons = new LinkedHashMap<>();
    for (PlannedCase planned : cases) {
      caseReason(planned, machine, pins).ifPresent(why -> reasons.put(planned.number(), why));
    }
    return reasons;
  }

  private static Optional<String> caseReason(PlannedCase planned, Host machine, Pins pins) {
    Pinning pinning = planned.spec().pinning();
    Support flow = planned.tool().check(machine, planned.spec().flow());
    Support support =
        pinning.equals(Pinning.NONE) ? flow : flow.and(planned.tool().checkPinning(machine));
    return support.supported() ? pins.reason(pinning) : Optional.of(support.text());
  }

  /** Why a case cannot run; empty when it can. */
  Optional<String> reason(PlannedCase planned) {
    return Optional.ofNullable(networkReasons.get(planned.spec().network()))
        .or(() -> Optional.ofNullable(caseReasons.get(planned.number())));
  }

  private void requireSomething() {
    List<String> reasons = new ArrayList<>();
    for (PlannedCase planned : cases) {
      Optional<String> reason = reason(planned);
      if (reason.isEmpty()) {
        return;
      }
      reasons.add(reason.get());
    }
    throw LinerateException.environment(
        "nothing of the plan can run here: "
            + String.join("; ", reasons.stream().distinct().toList()),
        "linerate quickstart installs what is missing");
  }

  private static void require(Support support, String what) {
    if (!support.supported()) {
      throw LinerateException.environment(what + ": " + support.text(), "");
    }
  }
}
