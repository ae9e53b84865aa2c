package dev.linerate.explain;

import dev.linerate.analysis.WireLimit;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Interval;
import dev.linerate.result.Path;
import dev.linerate.result.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What lies in the flow and its path, not in a moment. */
final class Limits {
  private static final int JUMBO = 9000;

  /** A window of so few bytes at the end of a stalled flow: nothing large was ever acknowledged. */
  private static final long STALLED_WINDOW = 4 * 1500;

  /** Of the reference: less than this is a stall. */
  private static final double STALLED = 0.01;

  private static final double TINY_RATE = 1e6;

  private Limits() {}

  /** Findings of a case that is as fast as it can be. */
  static List<Finding> reached(CaseEvidence evidence) {
    Reference reference = evidence.reference().orElseThrow();
    List<Finding> findings = new ArrayList<>();
    if (reference.kind() == Reference.Kind.WIRE) {
      findings.add(
          new Finding(
              Cause.WIRE_LIMIT,
              List.of(
                  "%s of %s"
                      .formatted(
                          Wording.rate(evidence.median()),
                          Wording.rate(reference.bitsPerSecond()))),
              "Framing leaves no more of this link for payload.",
              "Only larger packets or a faster link carry more.",
              OptionalDouble.empty()));
      largerMtu(evidence).ifPresent(findings::add);
    } else {
      findings.add(
          new Finding(
              Cause.OFFERED_RATE,
              List.of(
                  "%s offered, %s arrived"
                      .formatted(
                          Wording.rate(reference.bitsPerSecond()),
                          Wording.rate(evidence.median()))),
              "The sender was told to send no more.",
              "Offer more to find the limit: --rate search, or no rate.",
              OptionalDouble.empty()));
    }
    return findings;
  }

  /** What jumbo frames would carry on the same link, where the frames are not large already. */
  private static Optional<Finding> largerMtu(CaseEvidence evidence) {
    Optional<WireLimit> limit = evidence.summary().wireLimit();
    Optional<Path> path = evidence.path().filter(p -> p.mtu() + p.encapsulation() <= 1500);
    if (limit.isEmpty() || path.isEmpty() || evidence.flow().protocol() != Protocol.TCP) {
      return Optional.empty();
    }
    double headers = limit.get().wireBytes() - limit.get().payload();
    double link = limit.get().goodput().bitsPerSecond() / limit.get().efficiency();
    double payload = limit.get().payload() + JUMBO - 1500.0;
    double possible = link * payload / (payload + headers);
    return Optional.of(
        new Finding(
            Cause.SMALL_MTU,
            List.of(
                "MTU %d: %.1f %% of the link is payload"
                    .formatted(path.get().mtu(), 100 * limit.get().efficiency())),
            "Every packet brings the same %.0f bytes of framing and headers.".formatted(headers),
            "An MTU of %d on every hop would allow %s.".formatted(JUMBO, Wording.rate(possible)),
            OptionalDouble.empty()));
  }

  /**
   * Large packets that disappear: connecting worked, then nothing large was acknowledged, so that
   * the window stays at a segment or so (the study saw 1.41 KBytes).
   */
  static Optional<Finding> hole(CaseEvidence evidence) {
    double mark = evidence.reference().map(r -> STALLED * r.bitsPerSecond()).orElse(TINY_RATE);
    List<Interval> sending = evidence.intervals(Side.SENDER);
    OptionalLong window =
        sending.stream()
            .flatMapToLong(interval -> interval.congestionWindow().stream())
            .reduce((_, last) -> last);
    long retransmits =
        sending.stream().mapToLong(interval -> interval.retransmits().orElse(0)).sum();
    boolean stalled =
        !sending.isEmpty() && evidence.median() < mark && retransmits > 0 && window.isPresent();
    if (!stalled || window.getAsLong() > STALLED_WINDOW) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Cause.MTU_HOLE,
            List.of(
                "%s arrived".formatted(Wording.rate(evidence.median())),
                "the congestion window stayed at %d bytes, with %d segments sent again"
                    .formatted(window.getAsLong(), retransmits)),
            "The connection was made, so small packets pass; full segments are never acknowledged:"
                + " some hop drops them without a word.",
            "Lower the MTU of the endpoints to what the path carries (an overlay takes 50 bytes:"
                + " 1450), or raise it below them.",
            OptionalDouble.of(1)));
  }
}
