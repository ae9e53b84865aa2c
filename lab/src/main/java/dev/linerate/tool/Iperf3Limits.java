package dev.linerate.tool;

import dev.linerate.host.Support.Reason;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Rate;
import dev.linerate.unit.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What iperf3 itself refuses (iperf.h: MAX_TIME, MAX_OMIT_TIME, …). */
final class Iperf3Limits {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_OMIT = Duration.ofMinutes(1);

  private Iperf3Limits() {}

  /** Every reason why that release cannot send that flow. */
  static List<Reason> reasons(Flow flow, Iperf3Version version) {
    List<Reason> all = new ArrayList<>();
    if (version.compareTo(Iperf3Version.OLDEST) < 0) {
      all.add(
          new Reason(
              "iperf3 " + version + " is too old",
              "install " + Iperf3Version.OLDEST + " or newer"));
    }
    if (flow.direction() == Direction.BIDIR && !version.bidir()) {
      all.add(
          new Reason(
              "iperf3 " + version + " cannot send both ways at once",
              "install 3.7 or newer, or measure forward and reverse"));
    }
    if (flow.rate() instanceof Rate.Search) {
      all.add(
          new Reason("iperf3 does not search for the highest rate", "--tool builtin, which does"));
    }
    all.addAll(times(flow));
    all.addAll(FlowSizes.reasons(flow, "iperf3"));
    return all;
  }

  private static List<Reason> times(Flow flow) {
    List<Reason> all = new ArrayList<>();
    if (flow.duration().compareTo(SHORTEST) < 0) {
      all.add(
          new Reason(
              "iperf3 counts whole seconds, "
                  + Durations.text(flow.duration())
                  + " is less than one",
              "make the duration 1s or longer"));
    }
    if (flow.duration().compareTo(LONGEST) > 0) {
      all.add(new Reason("iperf3 sends for a day at most", "make the duration 24h or shorter"));
    }
    if (flow.omit().compareTo(LONGEST_OMIT) > 0) {
      all.add(new Reason("iperf3 omits a minute at most", "make omit 60s or shorter"));
    }
    return all;
  }
}
