package dev.linerate.traffic;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One interval of one stream in one direction, as the end that cut it saw it.
 *
 * @param startNanos begin of the interval, nanoseconds since the measured part of the test began;
 *     while omitted, since the test began
 * @param endNanos its end on the same clock
 * @param bytes payload bytes sent or received in it
 * @param omitted whether it lies in the time that is left out ({@code --omit})
 * @param retransmits TCP segments sent again in it; empty for a receiver, for UDP and where the
 *     kernel does not say
 * @param tcp the connection at the interval's end; empty for UDP
 * @param datagrams counts of the interval; empty for TCP
 * @param core the core the loop was last seen on; empty when unknown
 * @param migrations moves to another core seen in the interval
 * @param pacingErrorNanos how late a send was on average, against the instant at which the rate
 *     asked for had it due; empty for a receiver, without a rate, and where none was due
 */
public record StreamSample(
    long startNanos,
    long endNanos,
    long bytes,
    boolean omitted,
    OptionalLong retransmits,
    Optional<TcpState> tcp,
    Optional<DatagramCounts> datagrams,
    OptionalInt core,
    long migrations,
    OptionalDouble pacingErrorNanos) {

  public StreamSample {
    if (endNanos < startNanos) {
      throw new IllegalArgumentException("an interval ends after its begin");
    }
  }

  /** Length in seconds. */
  public double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  /** Payload bits a second; 0 for an interval without length. */
  public double bitsPerSecond() {
    return endNanos > startNanos ? bytes * 8.0 / seconds() : 0;
  }
}
