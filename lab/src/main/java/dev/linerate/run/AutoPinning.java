package dev.linerate.run;

import dev.linerate.host.CpuList;
import dev.linerate.host.CpuTopology;
import dev.linerate.host.LogicalCore;
import dev.linerate.host.Nic;
import dev.linerate.plan.CorePair;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses two cores for {@code auto}: different physical cores, as near to each other as the
 * machine has them; near the NIC and away from its interrupts where the traffic leaves through one;
 * not core 0, which does more of the system's work than others, when there is a choice.
 */
final class AutoPinning {
  private final CpuTopology topology;
  private final Optional<Nic> nic;
  private final Set<Integer> interrupted;

  /**
   * What was chosen, and why; or why nothing could be.
   *
   * @param cores empty when the machine has no two cores
   * @param why a phrase: of the choice, or the reason that there is none
   */
  record Choice(Optional<CorePair> cores, String why) {}

  private record Pair(LogicalCore sender, LogicalCore receiver) {
    List<LogicalCore> both() {
      return List.of(sender, receiver);
    }

    boolean shareCache() {
      return same(sender.cache(), receiver.cache());
    }

    boolean shareNode() {
      return same(sender.node(), receiver.node());
    }

    boolean shareSocket() {
      return same(sender.socket(), receiver.socket());
    }

    private static boolean same(OptionalInt one, OptionalInt other) {
      return one.isPresent() && one.equals(other);
    }
  }

  private AutoPinning(CpuTopology topology, Optional<Nic> nic) {
    this.topology = topology;
    this.nic = nic;
    BitSet served = nic.map(Nic::interrupted).orElseGet(BitSet::new);
    this.interrupted =
        topology.cores().stream()
            .filter(core -> served.get(core.number()))
            .map(LogicalCore::physical)
            .collect(Collectors.toSet());
  }

  /**
   * The choice for a machine.
   *
   * @param nic through which the traffic leaves; empty when it does not
   */
  static Choice choose(CpuTopology topology, Optional<Nic> nic) {
    return new AutoPinning(topology, nic).choose();
  }

  private Choice choose() {
    List<LogicalCore> cores = topology.physicalCores();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < cores.size(); i++) {
      for (int j = i + 1; j < cores.size(); j++) {
        pairs.add(new Pair(cores.get(i), cores.get(j)));
      }
    }
    return pairs.stream()
        .min(order())
        .map(best ->
            new Choice(
                Optional.of(new CorePair(best.sender().number(), best.receiver().number())),
                reasons(best, cores.size())))
        .orElseGet(() -> new Choice(Optional.empty(), tooFew()));
  }

  /** The best first; of equals the one with the lowest numbers, which comes first. */
  private Comparator<Pair> order() {
    return Comparator.<Pair>comparingLong(pair -> count(pair, this::farFromNic))
        .thenComparing(pair -> !pair.shareCache())
        .thenComparing(pair -> !pair.shareNode())
        .thenComparing(pair -> !pair.shareSocket())
        .thenComparingLong(pair -> count(pair, this::servesNic))
        .thenComparingLong(pair -> count(pair, AutoPinning::isFirst));
  }

  private static long count(Pair pair, Predicate<LogicalCore> what) {
    return pair.both().stream().filter(what).count();
  }

  private boolean farFromNic(LogicalCore core) {
    OptionalInt node = nic.map(Nic::node).orElse(OptionalInt.empty());
    return node.isPresent() && !node.equals(core.node());
  }

  private boolean servesNic(LogicalCore core) {
    return interrupted.contains(core.physical());
  }

  /** Core 0, or a hyper-thread of it. */
  private static boolean isFirst(LogicalCore core) {
    return core.physical() == 0;
  }

  // --- the sentence -----------------------------------------------------------------------------

  private String reasons(Pair pair, int physicalCores) {
    List<String> reasons = new ArrayList<>();
    reasons.add(nearness(pair, physicalCores));
    nic.ifPresent(device -> reasons.add(aboutNic(pair, device)));
    if (physicalCores > 2 && topology.canUse(0)) {
      reasons.add(
          count(pair, AutoPinning::isFirst) == 0
              ? "core 0 left to the system"
              : "core 0 among them, because the others are farther");
    }
    return reasons.stream().filter(reason -> !reason.isEmpty()).collect(Collectors.joining(", "));
  }

  private String nearness(Pair pair, int physicalCores) {
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

  private static String at(Pair pair) {
    return pair.shareNode() ? " (" + pair.sender().node().getAsInt() + ")" : "";
  }

  private String aboutNic(Pair pair, Nic device) {
    String near =
        device.node().isEmpty()
            ? ""
            : (count(pair, this::farFromNic) == 0 ? "near " : "far from ")
                + device.iface()
                + " on NUMA node "
                + device.node().getAsInt();
    String served = CpuList.text(device.interrupted());
    String interrupts =
        served.isEmpty()
            ? ""
            : (count(pair, this::servesNic) == 0 ? "away from" : "not all away from")
                + " its interrupts on "
                + served;
    return near.isEmpty()
        ? interrupts.replace(" its ", " " + device.iface() + "'s ")
        : interrupts.isEmpty() ? near : near + ", " + interrupts;
  }

  private String tooFew() {
    List<LogicalCore> usable = topology.usable();
    return "auto needs two physical cores, and linerate may run on "
        + (usable.size() == 1
            ? "core " + topology.usableText() + " alone"
            : topology.usableText() + ", which are one");
  }
}
