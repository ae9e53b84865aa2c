package dev.linerate.explain;

import dev.linerate.analysis.WireLimit;
import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import dev.linerate.result.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where datagrams went, which can be counted: never sent, more than the wire carries, lost on the
 * path, lost in the receiving socket. The parts add up to the gap.
 */
final class UdpBalance {
  private static final double WORTH_SAYING = 0.02;

  /** Of the wire limit: from here on it is the wire that leaves no room. */
  private static final double FULL = 0.95;

  private final CaseEvidence evidence;
  private final double seconds;
  private final double sent;
  private final double received;
  private final double overflow;

  private UdpBalance(CaseEvidence evidence) {
    this.evidence = evidence;
    List<Totals> totals = evidence.summary().totals();
    this.seconds = totals.stream().mapToDouble(Totals::seconds).sum();
    this.sent = rate(totals.stream().mapToDouble(Totals::bytesSent).sum());
    this.received = rate(totals.stream().mapToDouble(Totals::bytesReceived).sum());
    this.overflow = overflow();
  }

  static UdpBalance of(CaseEvidence evidence) {
    return new UdpBalance(evidence);
  }

  private double rate(double bytes) {
    return seconds > 0 ? bytes * 8 / seconds : 0;
  }

  /** The socket's own count where the tool knows it, else the namespace's. */
  private double overflow() {
    List<Interval> receiving = evidence.intervals(Side.RECEIVER);
    boolean told = receiving.stream().anyMatch(interval -> interval.socketDrops().isPresent());
    long drops =
        told
            ? receiving.stream().mapToLong(interval -> interval.socketDrops().orElse(0)).sum()
            : evidence.counter("UdpRcvbufErrors");
    return rate(drops * datagram());
  }

  /** Mean bytes of a datagram's payload; 0 when none was sent. */
  private double datagram() {
    List<Totals> totals = evidence.summary().totals();
    long packets = totals.stream().mapToLong(t -> t.packets().orElse(0)).sum();
    long bytes = totals.stream().mapToLong(Totals::bytesSent).sum();
    return packets > 0 ? bytes / (double) packets : 0;
  }

  /** Of the reference, or of what was sent where there is none. */
  private double gap() {
    double whole = evidence.summary().offered().map(r -> r.bitsPerSecond()).orElse(reference());
    return Math.max(0, whole - received);
  }

  private double reference() {
    return Math.max(sent, evidence.reference().map(Reference::bitsPerSecond).orElse(0.0));
  }

  /** What was offered and not sent, though the wire had room. */
  private double unsent() {
    return Math.max(0, gap() + received - sent - heldBack());
  }

  /** A full wire can also hold the sender back: then less is lost, and less sent. */
  private double heldBack() {
    return received >= FULL * wire() ? Math.max(0, gap() + received - Math.max(sent, wire())) : 0;
  }

  private double lost() {
    return Math.max(0, sent - received);
  }

  private double wire() {
    return evidence
        .summary()
        .wireLimit()
        .map(WireLimit::goodput)
        .map(rate -> rate.bitsPerSecond())
        .orElse(Double.MAX_VALUE);
  }

  private double droppedAboveWire() {
    return Math.min(Math.max(0, lost() - overflow), Math.max(0, sent - wire()));
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    double gap = gap();
    if (gap <= 0) {
      return findings;
    }
    add(findings, Cause.OVEROFFERED, (droppedAboveWire() + heldBack()) / gap, overofferedText());
    add(findings, Cause.SOCKET_OVERFLOW, Math.min(lost(), overflow) / gap, overflowText());
    add(findings, Cause.PACING_BURSTS, bursts() / gap, burstText());
    add(findings, Cause.PATH_LOSS, (pathLoss() - bursts()) / gap, lossText());
    unsentFinding(gap).ifPresent(findings::add);
    findings.sort((a, b) -> Double.compare(b.share().orElse(0), a.share().orElse(0)));
    return findings;
  }

  OptionalDouble unexplained() {
    if (gap() <= 0) {
      return OptionalDouble.empty();
    }
    double explained = findings().stream().mapToDouble(f -> f.share().orElse(0)).sum();
    return OptionalDouble.of(Math.max(0, 1 - explained));
  }

  /**
   * What the sender's own queue dropped although it would fit, sent evenly: {@code UdpSndbufErrors}
   * counts it where the socket was not full, because then the program waits.
   */
  private double bursts() {
    return evidence.summary().wireLimit().isPresent() && sent < FULL * wire()
        ? Math.min(pathLoss(), rate(evidence.counter("UdpSndbufErrors") * datagram()))
        : 0;
  }

  private double pathLoss() {
    return Math.max(0, lost() - overflow - droppedAboveWire());
  }

  private static void add(List<Finding> findings, Cause cause, double share, Wording.Text text) {
    if (share >= WORTH_SAYING) {
      findings.add(
          new Finding(
              cause,
              text.evidence(),
              text.why(),
              text.remedy(),
              OptionalDouble.of(Math.min(1, share))));
    }
  }

  private Wording.Text overofferedText() {
    double offered = gap() + received;
    return new Wording.Text(
        List.of(
            "%s offered, %s fit the wire, %s were sent"
                .formatted(Wording.rate(offered), Wording.rate(wire()), Wording.rate(sent))),
        "What does not fit is dropped before the link, or the sender has to wait.",
        "Offer at most %s; --rate search finds the highest rate without loss."
            .formatted(Wording.rate(wire())));
  }

  private Wording.Text overflowText() {
    return new Wording.Text(
        List.of(
            "%s of %s lost arrived at the receiver's socket and found its buffer full"
                .formatted(Wording.rate(Math.min(lost(), overflow)), Wording.rate(lost()))),
        "The receiving thread does not empty the socket fast enough, or not often enough.",
        "Give it a larger buffer (--window 4M, and net.core.rmem_max), a core of its own (--pin"
            + " auto), or fewer and larger datagrams.");
  }

  private Wording.Text burstText() {
    return new Wording.Text(
        Wording.with(
            "%s dropped by the sender's own queue, at %s of the %s that fit"
                .formatted(Wording.rate(bursts()), Wording.rate(sent), Wording.rate(wire())),
            evidence.dropPlaces().sentences()),
        "On average the rate fits, but the sender catches up in bursts that the queue cannot hold.",
        "Lengthen the queue (ip link set INTERFACE txqueuelen, tc qdisc), let the kernel pace (tc"
            + " qdisc fq), or offer less.");
  }

  private Wording.Text lossText() {
    return new Wording.Text(
        lossEvidence(),
        "A queue on the path is full, for a moment or all the time, or something drops packets.",
        Wording.queueAdvice(evidence) + "; offer less, or pace more evenly.");
  }

  private List<String> lossEvidence() {
    List<String> seen =
        new ArrayList<>(
            Wording.with(
                "%s of %s sent never reached the receiver's socket"
                    .formatted(Wording.rate(pathLoss() - bursts()), Wording.rate(sent)),
                Wording.drops(evidence)));
    seen.add("%d datagrams out of order".formatted(outOfOrder()));
    return seen;
  }

  private long outOfOrder() {
    return evidence.summary().totals().stream().mapToLong(t -> t.outOfOrder().orElse(0)).sum();
  }

  /** The sender fell short: its core is full, or something else held it. */
  private Optional<Finding> unsentFinding(double gap) {
    double share = unsent() / gap;
    if (share < WORTH_SAYING || evidence.moments().isEmpty()) {
      return java.util.Optional.empty();
    }
    Shares held = Shares.of(evidence.moments(), Optional.empty(), cause -> cause);
    double sender =
        held.byCause().entrySet().stream()
            .filter(entry -> entry.getKey() != Cause.RECEIVER_CORE)
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return held.ranked().stream()
        .filter(cause -> cause != Cause.RECEIVER_CORE)
        .findFirst()
        .map(cause -> {
          Finding finding = Wording.of(cause, held, evidence);
          List<String> seen = new ArrayList<>(finding.evidence());
          seen.addFirst("%s were never sent".formatted(Wording.rate(unsent())));
          return new Finding(
              finding.cause(),
              seen,
              finding.why(),
              finding.remedy(),
              OptionalDouble.of(Math.min(1, share * Math.min(1, sender))));
        });
  }
}
