package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.CpuTopology;
import dev.linerate.host.Host;
import dev.linerate.host.LogicalCore;
import dev.linerate.host.Nic;
import dev.linerate.network.EndpointPair;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.CorePair;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Plan;
import dev.linerate.result.FactKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cores of a plan's pinned cases on one machine. */
final class Pins {
  private final Map<Wanted, List<CorePair>> cores = new HashMap<>();
  private final Map<Pinning, String> reasons = new HashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  /** What is chosen for: cores for as many streams. */
  private record Wanted(Pinning pinning, int streams) {
    static Wanted of(CaseSpec spec) {
      return new Wanted(spec.pinning(), spec.flow().streams());
    }
  }

  private Pins() {}

  /**
   * Chooses and checks; looks at the machine only when a case is pinned, and changes nothing.
   *
   * @throws LinerateException (environment) naming every core that cannot be used
   */
  static Pins of(Plan plan, Host machine) {
    Pins pins = new Pins();
    List<Wanted> wanted =
        plan.cases().stream()
            .filter(spec -> !spec.pinning().equals(Pinning.NONE))
            .map(Wanted::of)
            .distinct()
            .toList();
    if (!wanted.isEmpty()) {
      pins.resolve(wanted, machine);
    }
    return pins;
  }

  private void resolve(List<Wanted> wanted, Host machine) {
    Optional<CpuTopology> topology = CpuTopology.read(machine);
    List<String> problems = new ArrayList<>();
    for (Wanted each : wanted) {
      Optional<CorePair> named = each.pinning().cores();
      if (named.isPresent()) {
        topology.ifPresent(known -> problems.addAll(missing(each.pinning(), named.get(), known)));
        cores.put(each, List.of(named.get()));
      } else {
        auto(each, topology, machine);
      }
    }
    if (!problems.isEmpty()) {
      throw LinerateException.environment(
          problems.stream().distinct().collect(Collectors.joining("; ")),
          "Choose from those, or leave the choice to auto");
    }
  }

  private static List<String> missing(Pinning pinning, CorePair named, CpuTopology topology) {
    return Stream.of(named.sender(), named.receiver())
        .distinct()
        .filter(core -> !topology.canUse(core))
        .map(core -> "pinning " + pinning.word() + ": " + missing(core, topology))
        .toList();
  }

  private static String missing(int core, CpuTopology topology) {
    boolean there = topology.cores().stream().map(LogicalCore::number).anyMatch(n -> n == core);
    return there
        ? "core " + core + " is not among those that linerate may run on: " + topology.usableText()
        : "this machine has no core " + core + ", only " + topology.usableText();
  }

  private void auto(Wanted wanted, Optional<CpuTopology> topology, Host machine) {
    if (topology.isEmpty()) {
      reasons.put(wanted.pinning(), "auto cannot read which cores " + machine.name() + " has");
      return;
    }
    Optional<Nic> nic = machine.uplink().flatMap(uplink -> Nic.read(machine, uplink.iface()));
    AutoPinning.Choice choice = AutoPinning.choose(topology.get(), nic, wanted.streams());
    if (choice.cores().isEmpty()) {
      reasons.put(wanted.pinning(), choice.why() + ": leave it unpinned with --pin none");
      return;
    }
    cores.put(wanted, choice.cores());
    facts.put(FactKeys.autoCores(wanted.streams()), CorePair.words(choice.cores()));
    facts.put(FactKeys.autoWhy(wanted.streams()), choice.text());
  }

  /** Why cases pinned so cannot run; empty when they can. */
  Optional<String> reason(Pinning pinning) {
    return Optional.ofNullable(reasons.get(pinning));
  }

  /** What {@code auto} chose, for the platform's facts. */
  Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  /**
   * The endpoints with the case's cores. In a flow both ways the client counts as the sender: each
   * end's threads stay together, as with iperf3's {@code -A}.
   */
  EndpointPair place(CaseSpec spec, EndpointPair pair) {
    List<CorePair> chosen = cores.getOrDefault(Wanted.of(spec), List.of());
    if (chosen.isEmpty()) {
      return pair;
    }
    List<Integer> senders = chosen.stream().map(CorePair::sender).toList();
    List<Integer> receivers = chosen.stream().map(CorePair::receiver).toList();
    boolean reverse = spec.flow().direction() == Direction.REVERSE;
    return new EndpointPair(
        pair.client().on(reverse ? receivers : senders),
        pair.server().on(reverse ? senders : receivers));
  }
}
