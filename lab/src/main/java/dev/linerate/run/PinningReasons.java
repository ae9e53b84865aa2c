package dev.linerate.run;

import dev.linerate.host.CpuList;
import dev.linerate.host.CpuTopology;
import dev.linerate.host.LogicalCore;
import dev.linerate.host.Nic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What speaks for cores and against them, and the phrase that says so of a choice. */
final class PinningReasons {
  private final CpuTopology topology;
  private final Optional<Nic> nic;
  private final Set<Integer> interrupted;

  PinningReasons(CpuTopology topology, Optional<Nic> nic) {
    this.topology = topology;
    this.nic = nic;
    BitSet served = nic.map(Nic::interrupted).orElseGet(BitSet::new);
    this.interrupted =
        topology.cores().stream()
            .filter(core -> served.get(core.number()))
            .map(LogicalCore::physical)
            .collect(Collectors.toSet());
  }

  boolean farFromNic(LogicalCore core) {
    OptionalInt node = nic.map(Nic::node).orElse(OptionalInt.empty());
    return node.isPresent() && !node.equals(core.node());
  }

  boolean servesNic(LogicalCore core) {
    return interrupted.contains(core.physical());
  }

  /** Core 0, or a hyper-thread of it. */
  static boolean isFirst(LogicalCore core) {
    return core.physical() == 0;
  }

  private static long count(List<Seating> chosen, Predicate<LogicalCore> what) {
    return chosen.stream().mapToLong(pair -> pair.count(what)).sum();
  }

  // --- the phrase -------------------------------------------------------------------------------

  /** Why these, a pair for each stream. */
  String of(List<Seating> chosen) {
    int physicalCores = topology.physicalCores().size();
    List<String> reasons = new ArrayList<>();
    reasons.add(chosen.size() == 1 ? nearness(chosen.getFirst(), physicalCores) : shares(chosen));
    nic.ifPresent(device -> reasons.add(aboutNic(chosen, device)));
    if (physicalCores > 2 && topology.canUse(0)) {
      reasons.add(aboutFirst(chosen));
    }
    return reasons.stream().filter(reason -> !reason.isEmpty()).collect(Collectors.joining(", "));
  }

  private static String aboutFirst(List<Seating> chosen) {
    if (count(chosen, PinningReasons::isFirst) == 0) {
      return "core 0 left to the system";
    }
    return chosen.size() == 1
        ? "core 0 among them, because the others are farther"
        : "core 0 among them, because the others are taken or farther";
  }

  private static String nearness(Seating pair, int physicalCores) {
    String what = (physicalCores == 2 ? "the only two" : "different") + " physical cores";
    if (pair.shareCache()) {
      return what + ", with one L3 cache" + (pair.shareNode() ? " and NUMA node" : "") + at(pair);
    }
    if (pair.shareNode()) {
      return what + " of one NUMA node" + at(pair);
    }
    return pair.shareSocket()
        ? what + " of one socket"
        : what + (pair.sender().node().isPresent() ? " of different NUMA nodes" : "");
  }

  private static String at(Seating pair) {
    return pair.shareNode() ? " (" + pair.sender().node().getAsInt() + ")" : "";
  }

  /** How many threads share how many cores, and how near each stream's two are. */
  private static String shares(List<Seating> chosen) {
    int threads = 2 * chosen.size();
    long physical = distinct(chosen, LogicalCore::physical);
    long logical = distinct(chosen, LogicalCore::number);
    String seats =
        physical == threads
            ? "a physical core for each of " + threads + " threads"
            : logical == threads
                ? "a hyper-thread for each of " + threads + " threads on " + physical + " cores"
                : threads + " threads on " + physical + " physical cores, a stream's two apart";
    String near = near(chosen);
    return near.isEmpty() ? seats : seats + ", " + near;
  }

  private static long distinct(List<Seating> chosen, Function<LogicalCore, Integer> what) {
    return chosen.stream().flatMap(pair -> pair.both().stream()).map(what).distinct().count();
  }

  private static String near(List<Seating> chosen) {
    if (chosen.stream().allMatch(Seating::shareCache)) {
      return "each stream's with one L3 cache";
    }
    return chosen.stream().allMatch(Seating::shareNode) ? "each stream's on one NUMA node" : "";
  }

  private String aboutNic(List<Seating> chosen, Nic device) {
    String near =
        device.node().isEmpty()
            ? ""
            : nearNic(chosen) + device.iface() + " on NUMA node " + device.node().getAsInt();
    String served = CpuList.text(device.interrupted());
    String interrupts =
        served.isEmpty()
            ? ""
            : (count(chosen, this::servesNic) == 0 ? "away from" : "not all away from")
                + " its interrupts on "
                + served;
    return near.isEmpty()
        ? interrupts.replace(" its ", " " + device.iface() + "'s ")
        : interrupts.isEmpty() ? near : near + ", " + interrupts;
  }

  private String nearNic(List<Seating> chosen) {
    long far = count(chosen, this::farFromNic);
    return far == 0 ? "near " : chosen.size() == 1 ? "far from " : far + " of them far from ";
  }

  /** Why there is no choice. */
  String tooFew() {
    List<LogicalCore> usable = topology.usable();
    return "auto needs two physical cores, and linerate may run on "
        + (usable.size() == 1
            ? "core " + topology.usableText() + " alone"
            : topology.usableText() + ", which are one");
  }
}
