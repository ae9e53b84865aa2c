package dev.linerate.explain;

import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.FactKeys;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Totals;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How each finding of a case could be proven: by which change, or why by none. */
public final class Experiments {
  private static final Mtu JUMBO = new Mtu(9000);

  /** IPv4 and TCP without options. */
  private static final int HEADERS = 40;

  /** What fits the smallest MTU of IPv6 (RFC 8200), which practically every path carries. */
  private static final int SAFE_SEGMENT = 1280 - HEADERS;

  /** What the kernel may not have given by itself. */
  private static final ByteCount LARGE_WINDOW = new ByteCount(16L << 20);

  private static final ByteCount LARGE_DATAGRAM_BUFFER = new ByteCount(4L << 20);

  /** Of what arrived, or of the wire: a rate that leaves room for a busy moment. */
  private static final double ROOM = 0.9;

  private static final int MOST_STREAMS = 8;
  private static final String IPERF3 = "iperf3";

  /** Names of networks whose namespaces are Docker's, and have no name. */
  private static final String DOCKER = "docker-";

  private final Explanation explanation;
  private final CaseRecord record;
  private final Flow flow;
  private final Platform platform;
  private final Processors processors;
  private final LinkSpec link;

  private Experiments(Explanation explanation, Run run) {
    this.explanation = explanation;
    this.record = explanation.summary().record();
    this.flow = record.spec().flow();
    this.platform = run.platform();
    this.processors = Processors.of(run.platform());
    this.link = run.link();
  }

  /** One for each finding, in the same order. */
  public static List<Proposal> of(Explanation explanation, Run run) {
    Experiments experiments = new Experiments(explanation, run);
    return explanation.findings().stream().map(experiments::proposal).toList();
  }

  private Proposal proposal(Finding finding) {
    return switch (finding.cause()) {
      case SHARED_CORE, MIGRATIONS, HYPER_THREAD, NUMA_REMOTE -> pinned(finding);
      case SOFTIRQ_SHARED, SOFTIRQ_CORE -> steered(finding);
      case NOISY_HOST -> elsewhere(finding);
      case RECEIVE_WINDOW, SEND_BUFFER -> Proposal.of(finding, window());
      case PACED -> Proposal.of(finding, new Experiment.Congestion(unpaced()));
      case OVEROFFERED -> lower(finding, wire() * ROOM);
      case PATH_LOSS, PACING_BURSTS -> lower(finding, arrived() * ROOM);
      case SOCKET_OVERFLOW -> overflow(finding);
      case OFFLOAD_OFF -> Proposal.of(finding, new Experiment.OffloadsOn());
      case RECEIVE_OFFLOAD_OFF -> Proposal.of(finding, new Experiment.ReceiveOffloadOn());
      case THROTTLED -> outside(finding);
      case SMALL_MTU -> largerMtu(finding);
      case MTU_HOLE -> Proposal.of(finding, new Experiment.SmallerSegments(SAFE_SEGMENT));
      case GENERATOR -> generator(finding);
      case SENDER_CORE, RECEIVER_CORE -> streams(finding);
      case FEW_TRIALS -> Proposal.of(finding, new Experiment.MoreTrials());
      case WIRE_LIMIT, OFFERED_RATE, LOSS, BLIND -> Proposal.none(finding, fixed(finding.cause()));
    };
  }

  /** Why a cause cannot be changed whatever the case is. */
  private static String fixed(Cause cause) {
    return switch (cause) {
      case WIRE_LIMIT -> "The link is what the plan says; another plan can say another (--link).";
      case OFFERED_RATE -> "Nothing is missing, so there is nothing to prove.";
      case LOSS -> "What drops the packets is on the path, and linerate cannot take it away.";
      default -> "What was not seen cannot be changed.";
    };
  }

  private Proposal pinned(Finding finding) {
    return record.spec().pinning().equals(Pinning.AUTO)
        ? Proposal.none(finding, "The threads are pinned to the best two cores already.")
        : Proposal.of(finding, new Experiment.Pinned(Pinning.AUTO));
  }

  /**
   * What is in a container's groups can be left out of them; where linerate itself is, it stays.
   */
  private Proposal outside(Finding finding) {
    return flow.inside()
        ? Proposal.of(finding, new Experiment.Outside())
        : Proposal.none(
            finding,
            "The quota is that of the group which linerate itself was started in: start it outside"
                + " of it.");
  }

  /** To an idle core; threads that may go elsewhere can be pinned away from them, too. */
  private Proposal steered(Finding finding) {
    OptionalInt idle = QuietCores.idle(record.trials());
    if (idle.isPresent() && !record.spec().network().startsWith(DOCKER)) {
      return Proposal.of(finding, new Experiment.Steered(idle.getAsInt()));
    }
    if (finding.cause() == Cause.SOFTIRQ_SHARED) {
      return pinned(finding);
    }
    return Proposal.none(
        finding,
        idle.isEmpty()
            ? "No core was idle that could take the soft interrupts."
            : "In a container's namespace packets cannot be steered from here (rps_cpus).");
  }

  private Proposal elsewhere(Finding finding) {
    return QuietCores.pair(record.trials(), processors)
        .filter(cores -> !cores.equals(record.spec().pinning()))
        .map(cores -> Proposal.of(finding, new Experiment.Pinned(cores)))
        .orElseGet(() ->
            Proposal.none(finding, "No two cores were free of it, so there is nowhere to go."));
  }

  private Experiment window() {
    Optional<ByteCount> size =
        flow.window().isPresent() ? Optional.empty() : Optional.of(LARGE_WINDOW);
    return new Experiment.Window(size, Measure.BITRATE);
  }

  /** What most machines take; every kernel has the other. */
  private String unpaced() {
    List<String> known =
        List.of(platform.facts().getOrDefault(FactKeys.CONGESTIONS, "").strip().split("\\s+"));
    return known.contains("cubic") ? "cubic" : "reno";
  }

  private Proposal lower(Finding finding, double bitsPerSecond) {
    double perStream = Math.floor(bitsPerSecond / flow.streams());
    return perStream > 0
        ? Proposal.of(
            finding, new Experiment.LowerRate(new Rate.Fixed(new BitRate(rounded(perStream)))))
        : Proposal.none(finding, "Nothing arrived, so no rate is known to be low enough.");
  }

  /** Two digits, downwards: it is a rate that somebody chose. */
  private static double rounded(double bitsPerSecond) {
    double step = Math.pow(10, Math.floor(Math.log10(bitsPerSecond)) - 1);
    return Math.floor(bitsPerSecond / step) * step;
  }

  private double wire() {
    return explanation
        .summary()
        .wireLimit()
        .map(limit -> limit.goodput().bitsPerSecond())
        .orElseGet(this::arrived);
  }

  private double arrived() {
    return explanation.summary().totals().stream()
        .mapToDouble(Totals::bitsPerSecond)
        .min()
        .orElse(0);
  }

  /** A larger buffer where the machine gives one; else less to put into it. */
  private Proposal overflow(Finding finding) {
    String largest = platform.facts().getOrDefault(FactKeys.LARGEST_RECEIVE_BUFFER, "");
    boolean grantable =
        largest.matches("\\d{1,15}") && Long.parseLong(largest) >= LARGE_DATAGRAM_BUFFER.bytes();
    boolean smaller =
        flow.window().map(now -> now.compareTo(LARGE_DATAGRAM_BUFFER) < 0).orElse(true);
    return grantable && smaller
        ? Proposal.of(
            finding, new Experiment.Window(Optional.of(LARGE_DATAGRAM_BUFFER), Measure.DELIVERY))
        : lower(finding, arrived() * ROOM);
  }

  private Proposal largerMtu(Finding finding) {
    Optional<Path> path = record.path();
    if (path.isEmpty() || link.mtu().bytes() >= JUMBO.bytes() || flow.mss().isPresent()) {
      return Proposal.none(finding, "The link's MTU is not what limits the packets.");
    }
    int segment = path.get().mtu() - HEADERS;
    return Proposal.of(finding, new Experiment.LargerMtu(JUMBO, segment));
  }

  private Proposal generator(Finding finding) {
    return record.tool().equals(IPERF3)
        ? Proposal.of(finding, new Experiment.BuiltinTool())
        : Proposal.none(finding, "There is no other tool that could do more.");
  }

  /** More streams help where there are cores for them, and threads may go there. */
  private Proposal streams(Finding finding) {
    int streams = Math.min(MOST_STREAMS, processors.count().orElse(0) / 2);
    if (streams <= flow.streams()) {
      return Proposal.none(finding, "This machine has no core to spare for another stream.");
    }
    if (!record.spec().pinning().equals(Pinning.NONE)) {
      return Proposal.none(
          finding, "More streams would share the cores that the case is pinned to.");
    }
    return flow.protocol() == Protocol.UDP && !(flow.rate() instanceof Rate.Unlimited)
        ? Proposal.none(finding, "More streams at a given rate would offer more, too.")
        : Proposal.of(finding, new Experiment.MoreStreams(streams));
  }
}
