package dev.linerate.explain;

import dev.linerate.analysis.CaseSummary;
import dev.linerate.plan.Flow;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Platform;
import dev.linerate.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Explains cases of one run. */
public final class Explainer {
  /** The wire is reached from here on: short trials and acknowledgements take the rest. */
  static final double WIRE_REACHED = 0.98;

  /** What is offered is counted to the datagram. */
  static final double OFFERED_REACHED = 0.995;

  /** A cause that accounts for less is not worth a reader's time. */
  private static final double WORTH_SAYING = 0.05;

  private static final String BASELINE = "host";

  private final List<CaseSummary> run;
  private final Platform platform;
  private final Processors processors;

  /**
   * An explainer of these cases, of one run.
   *
   * @param run all of them: the host network's are the baseline of others
   * @param platform that they were measured on
   */
  public Explainer(List<CaseSummary> run, Platform platform) {
    this.run = List.copyOf(run);
    this.platform = platform;
    this.processors = Processors.of(platform);
  }

  /** Every measured or failed case, in the run's order. */
  public List<Explanation> all() {
    return run.stream()
        .filter(summary -> !summary.record().trials().isEmpty())
        .map(this::explain)
        .toList();
  }

  /** One case. */
  public Explanation explain(CaseSummary summary) {
    Optional<Reference> reference = reference(summary);
    List<Moment> moments =
        summary.record().trials().stream()
            .flatMap(trial -> Moments.of(trial, processors).stream())
            .toList();
    double median = summary.bitrate().map(rate -> rate.median()).orElse(0.0);
    OptionalDouble gap =
        reference
            .map(r -> OptionalDouble.of(Math.max(0, r.bitsPerSecond() - median)))
            .orElse(OptionalDouble.empty());
    CaseEvidence evidence = new CaseEvidence(summary, reference, moments);
    List<Finding> findings = new ArrayList<>();
    OptionalDouble unexplained = OptionalDouble.empty();
    if (evidence.reached()) {
      findings.addAll(Limits.reached(evidence));
    } else if (udp(summary)) {
      UdpBalance balance = UdpBalance.of(evidence);
      findings.addAll(balance.findings());
      unexplained = balance.unexplained();
    } else {
      Optional<Finding> hole = Limits.hole(evidence);
      if (hole.isPresent()) {
        findings.add(hole.get());
        unexplained = OptionalDouble.of(0);
      } else if (!moments.isEmpty()) {
        Shares shares =
            Shares.of(
                moments,
                reference.map(Reference::bitsPerSecond),
                cause -> Deeper.of(cause, evidence));
        shares.ranked().stream()
            .filter(cause -> shares.byCause().getOrDefault(cause, 0.0) >= WORTH_SAYING)
            .map(cause -> Wording.of(cause, shares, evidence))
            .forEach(findings::add);
        unexplained = OptionalDouble.of(unexplained(findings));
        PacedSender.of(evidence, findings, platform).ifPresent(findings::add);
      }
    }
    findings.addAll(Doubts.of(evidence));
    return new Explanation(summary, reference, gap, findings, unexplained);
  }

  private static double unexplained(List<Finding> findings) {
    double explained = findings.stream().mapToDouble(f -> f.share().orElse(0)).sum();
    return Math.max(0, 1 - explained);
  }

  private static boolean udp(CaseSummary summary) {
    return summary.record().spec().flow().protocol() == Protocol.UDP;
  }

  /** What is offered can be less than the wire; within a host the host network sets the mark. */
  private Optional<Reference> reference(CaseSummary summary) {
    Optional<Reference> wire =
        summary
            .wireLimit()
            .map(limit -> new Reference(Reference.Kind.WIRE, limit.goodput().bitsPerSecond()));
    Optional<Reference> offered =
        summary.offered().map(rate -> new Reference(Reference.Kind.OFFERED, rate.bitsPerSecond()));
    if (offered.isPresent()
        && offered.get().bitsPerSecond()
            <= wire.map(Reference::bitsPerSecond).orElse(Double.MAX_VALUE)) {
      return offered;
    }
    return wire.or(() -> host(summary));
  }

  private Optional<Reference> host(CaseSummary summary) {
    Flow flow = summary.record().spec().flow();
    if (summary.record().spec().network().equals(BASELINE)) {
      return Optional.empty();
    }
    return run.stream()
        .filter(other -> other.record().spec().network().equals(BASELINE))
        .filter(other -> other.record().spec().placement() == Placement.SAME_HOST)
        .filter(other -> summary.record().spec().placement() == Placement.SAME_HOST)
        .filter(other -> other.record().spec().flow().equals(flow))
        .filter(other -> other.record().spec().pinning().equals(summary.record().spec().pinning()))
        .filter(other -> other.record().tool().equals(summary.record().tool()))
        .flatMap(other -> other.bitrate().stream())
        .map(rate -> new Reference(Reference.Kind.HOST, rate.median()))
        .findFirst();
  }

  /** Trials that were watched, of a record. */
  static long watched(List<Trial> trials) {
    return trials.stream().filter(trial -> trial.telemetry().isPresent()).count();
  }
}
