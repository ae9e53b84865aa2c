package dev.linerate.explain;

import dev.linerate.plan.Protocol;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Interval;
import dev.linerate.result.Platform;
import dev.linerate.result.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * BBR sends at a pace that it estimates, by timers (draft-ietf-ccwg-bbr; the kernel's tcp_bbr.c).
 * On a path within a machine there is no queue to spare, the timers cost the sender's core, and the
 * estimate wanders. Nothing that is counted tells how much that takes, so this finding has no
 * share, and an experiment decides.
 */
final class PacedSender {
  private static final String PACING = "bbr";

  /** Of the gap: what has causes of its own leaves less. */
  private static final double OPEN = 0.5;

  /** What pacing would look like, besides nothing at all; at each timer a thread may move. */
  private static final Set<Cause> ALIKE =
      EnumSet.of(
          Cause.MIGRATIONS,
          Cause.SENDER_CORE,
          Cause.RECEIVER_CORE,
          Cause.SOFTIRQ_CORE,
          Cause.SOFTIRQ_SHARED,
          Cause.HYPER_THREAD);

  private PacedSender() {}

  /** The finding, where most of the gap may be due to it. */
  static Optional<Finding> of(CaseEvidence evidence, List<Finding> found, Platform platform) {
    String algorithm =
        evidence.flow().congestion().orElse(platform.facts().getOrDefault(FactKeys.CONGESTION, ""));
    double others =
        found.stream()
            .filter(finding -> !ALIKE.contains(finding.cause()))
            .mapToDouble(finding -> finding.share().orElse(0))
            .sum();
    return evidence.flow().protocol() == Protocol.TCP
            && algorithm.startsWith(PACING)
            && evidence.median() > 0
            && 1 - others >= OPEN
        ? Optional.of(finding(algorithm, evidence))
        : Optional.empty();
  }

  private static Finding finding(String algorithm, CaseEvidence evidence) {
    List<String> seen = new ArrayList<>();
    seen.add("congestion control " + algorithm);
    pace(evidence)
        .ifPresent(pace ->
            seen.add(
                "its pace was %s on average, and %s arrived"
                    .formatted(Wording.rate(pace), Wording.rate(evidence.median()))));
    return new Finding(
        Cause.PACED,
        seen,
        algorithm.toUpperCase(Locale.ROOT)
            + " sends by timers at a pace that it estimates, which costs the sender's core and"
            + " gains nothing on a path that drops nothing. How much, only an experiment tells.",
        "Compare: explain --prove --finding %s, or run --congestion cubic."
            .formatted(Cause.PACED.id()),
        OptionalDouble.empty());
  }

  /** Mean of what its sockets said, bit/s of all streams. */
  private static OptionalDouble pace(CaseEvidence evidence) {
    return evidence.intervals(Side.SENDER).stream()
        .map(Interval::limits)
        .flatMap(Optional::stream)
        .flatMapToLong(limits -> limits.pacingRate().stream())
        .average()
        .stream()
        .map(mean -> mean * evidence.flow().streams())
        .findFirst();
  }
}
