package dev.linerate.explain;

import dev.linerate.plan.Protocol;
import dev.linerate.result.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is behind a saturated core. */
final class Deeper {
  /** Bytes of Ethernet and tunnel headers that an interface may count with a packet. */
  private static final int HEADERS = 100;

  /** Below this a core is not saturated by packets. */
  private static final double FAST = 100e6;

  private static final Pattern IPERF3 = Pattern.compile("iperf 3\\.(\\d{1,4})");

  /** The loopback interface has no smaller packets to make. */
  private static final int LARGEST_FRAME = 9216;

  /** From 3.16 on iperf3 has a thread for each stream. */
  private static final int THREADED = 16;

  /** What Linux begins with (tcp_rmem's default), bytes. */
  private static final long USUAL_WINDOW = 131_072;

  private Deeper() {}

  static Cause of(Cause cause, CaseEvidence evidence) {
    return switch (cause) {
      case SENDER_CORE, RECEIVER_CORE -> busy(cause, evidence);
      case SOFTIRQ_CORE -> cutOnTheWay(evidence) ? Cause.RECEIVE_OFFLOAD_OFF : cause;
      case SHARED_CORE, SOFTIRQ_SHARED, MIGRATIONS -> tinyWindow(evidence).orElse(cause);
      default -> cause;
    };
  }

  private static Cause busy(Cause cause, CaseEvidence evidence) {
    if (oneThreadForAll(evidence)) {
      return Cause.GENERATOR;
    }
    if (packetByPacket(evidence)) {
      return Cause.OFFLOAD_OFF;
    }
    return cutOnTheWay(evidence) ? Cause.RECEIVE_OFFLOAD_OFF : cause;
  }

  /**
   * With a window of a few segments, given by hand, either end sleeps until the other has answered:
   * the scheduler puts them on one core, or moves them at each of these many turns.
   */
  private static Optional<Cause> tinyWindow(CaseEvidence evidence) {
    if (evidence.flow().window().filter(given -> given.bytes() < USUAL_WINDOW).isEmpty()) {
      return Optional.empty();
    }
    double receiver = evidence.average(Moment::receiveWindow);
    double sender = evidence.average(Moment::sendBuffer);
    return Math.max(receiver, sender) < Judge.HELD
        ? Optional.empty()
        : Optional.of(receiver >= sender ? Cause.RECEIVE_WINDOW : Cause.SEND_BUFFER);
  }

  /** A bulk TCP sender with segmentation offload hands over up to 64 KiB at a time. */
  static boolean packetByPacket(CaseEvidence evidence) {
    OptionalDouble mean = evidence.sentPacketBytes();
    int mtu = evidence.path().map(Path::mtu).orElse(0);
    return mtu <= LARGEST_FRAME
        && mean.isPresent()
        && mean.getAsDouble() <= mtu + HEADERS
        && evidence.median() > FAST;
  }

  /**
   * Large packets leave the sender, somewhere they are cut to the MTU, and nobody puts them
   * together again before the receiver's IP layer: that is what GRO is for.
   */
  private static boolean cutOnTheWay(CaseEvidence evidence) {
    int mtu = evidence.path().map(Path::mtu).orElse(0);
    OptionalDouble sent = evidence.sentPacketBytes();
    OptionalDouble received = evidence.receivedPacketBytes();
    return evidence.flow().protocol() == Protocol.TCP
        && mtu <= LARGEST_FRAME
        && sent.isPresent()
        && sent.getAsDouble() > 2 * (mtu + HEADERS)
        && received.isPresent()
        && received.getAsDouble() <= mtu
        && evidence.median() > FAST;
  }

  private static boolean oneThreadForAll(CaseEvidence evidence) {
    return evidence.flow().streams() > 1
        && evidence.trials().stream()
            .map(trial -> IPERF3.matcher(trial.toolVersion()))
            .filter(Matcher::find)
            .anyMatch(version -> Integer.parseInt(version.group(1)) < THREADED);
  }
}
