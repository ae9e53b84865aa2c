package dev.linerate.explain;

import dev.linerate.explain.Moment.ThreadLoad;
import dev.linerate.unit.BitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What is said of a cause that held moments. */
final class Wording {
  private Wording() {}

  /** Evidence, explanation and advice. */
  record Text(List<String> evidence, String why, String remedy) {}

  static Finding of(Cause cause, Shares shares, CaseEvidence evidence) {
    List<Moment> held = shares.moments().getOrDefault(cause, List.of());
    Text text = text(cause, held, evidence);
    double share = shares.byCause().getOrDefault(cause, 0.0);
    return new Finding(
        cause, text.evidence(), text.why(), text.remedy(), OptionalDouble.of(Math.min(1, share)));
  }

  private static Text text(Cause cause, List<Moment> held, CaseEvidence evidence) {
    String where = during(held, evidence);
    return switch (cause) {
      case THROTTLED ->
          new Text(
              List.of(
                  "the control group stood still %s of the time, %s"
                      .formatted(mean(held, Moment::throttled), where)),
              "The container has used up its processor quota and waits for the next period.",
              "Raise its limit (docker update --cpus), or count it as what the container may have.");
      case SHARED_CORE ->
          new Text(
              List.of(
                  "sender and receiver on one core, %s".formatted(where),
                  "waiting for it %s of the time".formatted(mean(held, Judge::waiting))),
              "Each runs only while the other stands still.",
              "Give each a core: --pin auto.");
      case MIGRATIONS ->
          new Text(
              List.of(
                  "%.0f moves a second, %s".formatted(average(held, Judge::migrations), where),
                  "cores seen: " + cores(held)),
              "After each move the caches are cold, and the two ends keep changing how far apart"
                  + " they are.",
              "Pin both ends: --pin auto.");
      case NOISY_HOST ->
          new Text(
              List.of(
                  "other programs took %s of a core of the traffic, the hypervisor %s, %s"
                      .formatted(mean(held, Moment::foreign), mean(held, Moment::steal), where)),
              "The traffic's threads waited for their cores while others ran there.",
              "Stop the other load, or pin the traffic to cores it leaves alone: --pin.");
      case HYPER_THREAD ->
          new Text(
              List.of(
                  "sender and receiver on hyper-threads of one core, %s".formatted(where),
                  "cores seen: " + cores(held)),
              "Two hyper-threads share one core's execution units and caches: together they do"
                  + " little more than one alone.",
              "Give each a core of its own: --pin auto.");
      case NUMA_REMOTE ->
          new Text(
              List.of(
                  "sender and receiver on different NUMA nodes, %s".formatted(where),
                  "cores seen: " + cores(held)),
              "Each byte is written on one node and read from the other, across the link between"
                  + " them.",
              "Keep both on one node: --pin auto.");
      case SOFTIRQ_SHARED ->
          new Text(
              List.of(
                  "soft interrupts took %s of the receiver's core, which waited %s of the time, %s"
                      .formatted(
                          mean(held, Moment::softirqOnReceiver),
                          mean(held, m -> m.receiver().map(ThreadLoad::waiting).orElse(0.0)),
                          where)),
              "Receiving packets and reading them compete for one core.",
              "Let another core receive (rps_cpus, interrupt affinity), or pin the receiver away"
                  + " from it: --pin auto.");
      case SOFTIRQ_CORE ->
          new Text(
              List.of(
                  "a core spent %s of its time in soft interrupts, %s"
                      .formatted(mean(held, Moment::softirqBeside), where)),
              "All packets of the path pass that core.",
              "Spread them (rps_cpus, more streams), or make them larger (GRO, MTU).");
      case SENDER_CORE ->
          new Text(
              List.of(
                  "the sending thread ran %s of the time on core %s, %s"
                      .formatted(
                          mean(held, m -> m.sender().map(ThreadLoad::cpu).orElse(0.0)),
                          cores(held, Moment::sender),
                          where)),
              "One thread on one core sends no more than this.",
              "More streams use more cores (--streams 4); larger packets cost less a byte.");
      case RECEIVER_CORE ->
          new Text(
              List.of(
                  "the receiving thread ran %s of the time on core %s, %s"
                      .formatted(
                          mean(held, m -> m.receiver().map(ThreadLoad::cpu).orElse(0.0)),
                          cores(held, Moment::receiver),
                          where)),
              "One thread on one core takes in no more than this.",
              "More streams use more cores (--streams 4); larger packets cost less a byte.");
      case OFFLOAD_OFF ->
          new Text(
              List.of(
                  "packets of %.0f bytes on average leave the sender, at an MTU of %d"
                      .formatted(
                          evidence.sentPacketBytes().orElse(0),
                          evidence.path().map(p -> p.mtu()).orElse(0)),
                  "its core is saturated, %s".formatted(where)),
              "The kernel handles every packet by itself, where it could handle 64 KiB at once.",
              "Switch it on where it is off: ethtool -K INTERFACE tso on gso on gro on.");
      case RECEIVE_OFFLOAD_OFF ->
          new Text(
              List.of(
                  "packets of %.0f bytes on average leave the sender, and of %.0f reach the"
                          .formatted(
                              evidence.sentPacketBytes().orElse(0),
                              evidence.receivedPacketBytes().orElse(0))
                      + " receiver's IP layer, at an MTU of %d"
                          .formatted(evidence.path().map(p -> p.mtu()).orElse(0)),
                  "a core is saturated, %s".formatted(where)),
              "Large packets are cut on the way, and the kernel takes in each piece by itself: no"
                  + " interface puts them together again.",
              "Switch it on at the receiver's interface: ethtool -K INTERFACE gro on.");
      case GENERATOR ->
          new Text(
              List.of(
                  "%d streams in one thread of %s, which is saturated, %s"
                      .formatted(
                          evidence.flow().streams(),
                          evidence.trials().getFirst().toolVersion(),
                          where)),
              "This iperf3 serves all streams from one thread: the path was not asked for more.",
              "Use --tool builtin, or iperf3 3.16 or newer: a thread for each stream.");
      case RECEIVE_WINDOW ->
          new Text(
              List.of(
                  "the peer's window was full %s of the busy time, %s"
                      .formatted(mean(held, m -> m.receiveWindow().orElse(0)), where)),
              "The sender waits for the receiver's window, which is smaller than what the path"
                  + " holds.",
              "Leave the window to the kernel (no --window), or raise net.ipv4.tcp_rmem.");
      case SEND_BUFFER ->
          new Text(
              List.of(
                  "the send buffer was too small %s of the busy time, %s"
                      .formatted(mean(held, m -> m.sendBuffer().orElse(0)), where)),
              "What may be in flight is limited by the sender's own buffer.",
              "Leave the buffer to the kernel (no --window), or raise net.ipv4.tcp_wmem.");
      case LOSS ->
          new Text(
              with(
                  "%.0f segments a second sent again, %s"
                      .formatted(average(held, Moment::retransmits), where),
                  drops(evidence)),
              "Each loss makes the sender slow down.",
              queueAdvice(evidence)
                  + "; BBR takes less notice of losses than others do (run --congestion bbr).");
      default -> new Text(List.of(where), cause.title(), "");
    };
  }

  /** Where the kernel counted drops, as far as it was looked at. */
  static List<String> drops(CaseEvidence evidence) {
    DropPlaces places = evidence.dropPlaces();
    List<String> said = new ArrayList<>(places.sentences());
    if (places.none() && evidence.interfaceDrops() > 0) {
      said.add(evidence.interfaceDrops() + " packets dropped at the endpoints' interfaces");
    }
    if (evidence.backlogDrops() > 0) {
      said.add(
          evidence.backlogDrops()
              + " packets found a core's backlog full (net.core.netdev_max_backlog)");
    }
    if (said.isEmpty()) {
      said.add(
          places.watched()
              ? "no interface or queue between the endpoints counted a drop: look at filters"
                  + " (iptables, nft) and at the receiver's stack"
              : "none dropped at the endpoints' interfaces: it is further down the path");
    }
    return said;
  }

  /** A sentence without its full stop. */
  static String queueAdvice(CaseEvidence evidence) {
    return evidence
        .dropPlaces()
        .worstQueue()
        .map(queue -> "See how that queue is set (tc -s qdisc show dev %s)".formatted(queue.name()))
        .orElse("Find the queue that drops (ip -s link, tc -s qdisc)");
  }

  static List<String> with(String first, List<String> more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(more);
    return all;
  }

  private static String during(List<Moment> held, CaseEvidence evidence) {
    return "in %d of %d samples".formatted(held.size(), evidence.moments().size());
  }

  private static String mean(List<Moment> held, ToDoubleFunction<Moment> share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * average(held, share));
  }

  private static double average(List<Moment> held, ToDoubleFunction<Moment> value) {
    return held.stream().mapToDouble(value).average().orElse(0);
  }

  private static String cores(List<Moment> held) {
    return "sender " + cores(held, Moment::sender) + "; receiver " + cores(held, Moment::receiver);
  }

  /** {@code 0, 1}: those seen most often first. */
  private static String cores(List<Moment> held, Function<Moment, Optional<ThreadLoad>> end) {
    TreeMap<Integer, Long> seen =
        held.stream()
            .flatMap(moment -> end.apply(moment).stream())
            .collect(Collectors.groupingBy(ThreadLoad::core, TreeMap::new, Collectors.counting()));
    return seen.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .map(entry -> Integer.toString(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  static String rate(double bitsPerSecond) {
    // a rate of 0 is "unlimited" in plans
    return bitsPerSecond > 0 ? new BitRate(bitsPerSecond).toString() : "nothing";
  }
}
