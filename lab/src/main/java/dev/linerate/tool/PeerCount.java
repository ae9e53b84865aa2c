package dev.linerate.tool;

import dev.linerate.result.Interval;
import dev.linerate.result.Side;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one end says that the other has counted, in its summary: all there is where the other's log
 * is missing.
 *
 * @param side which end of the traffic the other is
 * @param seconds the time it counted
 * @param bytes payload it sent, or received
 */
public record PeerCount(
    Side side,
    double seconds,
    long bytes,
    OptionalLong retransmits,
    OptionalDouble jitterMillis,
    OptionalLong lost,
    OptionalLong packets) {

  /**
   * As the one sample that it is.
   *
   * @param teller the end whose log says it
   */
  public Interval sample(End teller) {
    return new Interval(
        side,
        (teller == End.CLIENT) == (side == Side.SENDER),
        0,
        0,
        seconds,
        bytes,
        retransmits,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        jitterMillis,
        lost,
        packets,
        OptionalLong.empty(),
        false);
  }
}
