package dev.linerate.traffic;

import java.util.OptionalLong;

/**
 * What became of one stream's datagrams in an interval, or in a whole test.
 *
 * <p>A sender knows only {@code packets}. A receiver's {@code packets} counts, as iperf3 does, up
 * to the highest sequence number seen: what arrived and what was lost together.
 *
 * @param packets datagrams sent, or due to arrive
 * @param lost datagrams that did not arrive; negative in an interval in which more late ones came
 *     in than were lost
 * @param outOfOrder datagrams that arrived after one sent later
 * @param duplicates datagrams that arrived again
 * @param jitterNanos smoothed difference of transit times at the end (RFC 1889, as in iperf3), in
 *     nanoseconds
 * @param socketDrops datagrams that reached this machine and found the socket's buffer full
 *     (SO_RXQ_OVFL); a part of {@code lost}; empty when the kernel did not say
 */
public record DatagramCounts(
    long packets,
    long lost,
    long outOfOrder,
    long duplicates,
    long jitterNanos,
    OptionalLong socketDrops) {

  public static final DatagramCounts NONE = sent(0);

  /** What a sender knows. */
  public static DatagramCounts sent(long packets) {
    return new DatagramCounts(packets, 0, 0, 0, 0, OptionalLong.empty());
  }

  /** Counts added up; the jitter is the later one's, {@code next}. */
  public DatagramCounts plus(DatagramCounts next) {
    return new DatagramCounts(
        packets + next.packets,
        lost + next.lost,
        outOfOrder + next.outOfOrder,
        duplicates + next.duplicates,
        next.jitterNanos,
        sum(socketDrops, next.socketDrops));
  }

  /** Share of the packets that was lost, 0 … 100; 0 when there were none. */
  public double lostPercent() {
    return packets > 0 ? 100.0 * lost / packets : 0;
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    if (a.isEmpty()) {
      return b;
    }
    return b.isEmpty() ? a : OptionalLong.of(a.getAsLong() + b.getAsLong());
  }
}
