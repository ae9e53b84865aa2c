package dev.linerate.tool;

import dev.linerate.host.Support.Reason;
import dev.linerate.iperf.Amount;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the built-in tool cannot do. */
final class BuiltinLimits {
  /** Those whose system calls it knows. */
  private static final Set<String> MACHINES = Set.of("amd64", "x86_64", "aarch64", "arm64");

  /** One sample at least. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration LONGEST = Duration.ofSeconds(Amount.MAX_SECONDS);
  private static final Duration LONGEST_OMIT = Duration.ofSeconds(Amount.MAX_OMIT_SECONDS);

  private BuiltinLimits() {}

  /**
   * Every reason why it cannot send that flow.
   *
   * @param machine the architecture, as Java's {@code os.arch} names it
   */
  static List<Reason> reasons(Flow flow, String machine) {
    List<Reason> all = new ArrayList<>();
    if (!MACHINES.contains(machine)) {
      all.add(
          new Reason(
              "the built-in tool runs on x86-64 and arm64, and this is " + machine,
              "--tool iperf3"));
    }
    if (flow.rate() instanceof Rate.Search) {
      all.addAll(search(flow));
    }
    all.addAll(times(flow));
    all.addAll(FlowSizes.reasons(flow, "the built-in tool"));
    return all;
  }

  private static List<Reason> search(Flow flow) {
    List<Reason> all = new ArrayList<>();
    if (flow.protocol() != Protocol.UDP) {
      all.add(new Reason("the highest rate without loss is one of UDP", "search with UDP"));
    }
    if (flow.direction() == Direction.BIDIR) {
      all.add(new Reason("a search is one of one direction", "measure forward and reverse"));
    }
    return all;
  }

  private static List<Reason> times(Flow flow) {
    List<Reason> all = new ArrayList<>();
    if (flow.duration().compareTo(SHORTEST) < 0) {
      all.add(
          new Reason(
              Durations.text(flow.duration()) + " is too short for a sample",
              "make the duration " + Durations.text(SHORTEST) + " or longer"));
    }
    if (flow.duration().compareTo(LONGEST) > 0) {
      all.add(
          new Reason(
              "the built-in tool sends for a day at most", "make the duration 24h or shorter"));
    }
    if (flow.omit().compareTo(LONGEST_OMIT) > 0) {
      all.add(
          new Reason("the built-in tool omits ten minutes at most", "make omit 600s or shorter"));
    }
    if (flow.omit().toNanosPart() != 0) {
      all.add(
          new Reason(
              "both ends omit whole seconds, not " + Durations.text(flow.omit()), "round omit up"));
    }
    return all;
  }
}
