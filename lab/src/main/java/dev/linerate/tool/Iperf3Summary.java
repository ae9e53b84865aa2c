package dev.linerate.tool;

import dev.linerate.result.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The rows below iperf3's second header: what one end counted itself, which its samples say better,
 * and what the other end told it.
 */
final class Iperf3Summary {
  private boolean has;
  private long receivedBytes;
  private long sentBytes;
  private double receivedSeconds;
  private double sentSeconds;
  private OptionalLong lost = OptionalLong.empty();
  private OptionalLong packets = OptionalLong.empty();
  private OptionalLong retransmits = OptionalLong.empty();
  private double jitter;
  private int jitters;

  /** Whether any row of it was read. */
  boolean has() {
    return has;
  }

  /**
   * @param sends whether the stream is one that this end sends
   */
  void add(Iperf3TextRow row, boolean sends) {
    has = true;
    if (row.isSum()) {
      return; // of rows that were read
    }
    double seconds = Math.max(0, row.end() - row.start());
    if (sends && !row.isOfSender()) {
      received(row, seconds);
    } else if (!sends && row.isOfSender() && row.bytes() > 0) {
      sentBytes += row.bytes();
      sentSeconds = Math.max(sentSeconds, seconds);
      retransmits = EndCount.plus(retransmits, row.retransmits());
    }
  }

  /** Releases before 3.7 give what a UDP client sent, beside what the server lost of it. */
  private void received(Iperf3TextRow row, double seconds) {
    long of = row.packets().orElse(0);
    double arrived = row.remark().isEmpty() && of > 0 ? 1 - (double) row.lost().orElse(0) / of : 1;
    boolean nothing = row.packets().isPresent() && of == 0;
    receivedBytes += nothing ? 0 : Math.round(row.bytes() * arrived);
    receivedSeconds = Math.max(receivedSeconds, seconds);
    lost = EndCount.plus(lost, row.lost());
    packets = EndCount.plus(packets, row.packets());
    if (row.jitterMillis().isPresent()) {
      jitter += row.jitterMillis().getAsDouble();
      jitters++;
    }
  }

  /** What the other end counted, of either direction that is told. */
  List<PeerCount> peers() {
    List<PeerCount> all = new ArrayList<>();
    if (receivedSeconds > 0) {
      all.add(
          new PeerCount(
              Side.RECEIVER,
              receivedSeconds,
              receivedBytes,
              OptionalLong.empty(),
              jitters == 0 ? OptionalDouble.empty() : OptionalDouble.of(jitter / jitters),
              lost,
              packets));
    }
    if (sentSeconds > 0) {
      all.add(
          new PeerCount(
              Side.SENDER,
              sentSeconds,
              sentBytes,
              retransmits,
              OptionalDouble.empty(),
              OptionalLong.empty(),
              OptionalLong.empty()));
    }
    return all;
  }
}
