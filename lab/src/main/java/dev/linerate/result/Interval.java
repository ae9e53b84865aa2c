package dev.linerate.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One sample of a trial. A column the tool did not report is empty, never zero.
 *
 * @param side the end that counted
 * @param reverse whether the stream runs from server to client
 * @param stream number of the stream within the trial, from 0
 * @param start seconds since the trial's first byte
 * @param seconds length of the sample
 * @param bytes payload bytes sent or received in it
 * @param retransmits TCP segments sent again in it
 * @param congestionWindow snd_cwnd at its end, bytes
 * @param rttMicros smoothed round-trip time at its end, µs
 * @param rttVarianceMicros its variation, µs
 * @param jitterMillis RFC 3550 jitter at its end, ms
 * @param lost UDP datagrams that did not arrive
 * @param packets UDP datagrams sent, as counted by sequence number at the receiver
 * @param outOfOrder UDP datagrams that arrived late
 * @param omitted inside the warm-up that does not count
 * @param limits what held a TCP sender; empty where the tool does not tell
 * @param socketDrops UDP datagrams that arrived and found the receiving socket's buffer full; a
 *     part of {@code lost}
 * @param extremes of the samples that this one stands for; empty where it is one
 */
public record Interval(
    Side side,
    boolean reverse,
    int stream,
    double start,
    double seconds,
    long bytes,
    OptionalLong retransmits,
    OptionalLong congestionWindow,
    OptionalLong rttMicros,
    OptionalLong rttVarianceMicros,
    OptionalDouble jitterMillis,
    OptionalLong lost,
    OptionalLong packets,
    OptionalLong outOfOrder,
    boolean omitted,
    Optional<SenderLimits> limits,
    OptionalLong socketDrops,
    Optional<Extremes> extremes) {

  /** One sample. */
  public Interval(
      Side side,
      boolean reverse,
      int stream,
      double start,
      double seconds,
      long bytes,
      OptionalLong retransmits,
      OptionalLong congestionWindow,
      OptionalLong rttMicros,
      OptionalLong rttVarianceMicros,
      OptionalDouble jitterMillis,
      OptionalLong lost,
      OptionalLong packets,
      OptionalLong outOfOrder,
      boolean omitted,
      Optional<SenderLimits> limits,
      OptionalLong socketDrops) {
    this(
        side,
        reverse,
        stream,
        start,
        seconds,
        bytes,
        retransmits,
        congestionWindow,
        rttMicros,
        rttVarianceMicros,
        jitterMillis,
        lost,
        packets,
        outOfOrder,
        omitted,
        limits,
        socketDrops,
        Optional.empty());
  }

  /** One of a tool that tells no more than iperf3. */
  public Interval(
      Side side,
      boolean reverse,
      int stream,
      double start,
      double seconds,
      long bytes,
      OptionalLong retransmits,
      OptionalLong congestionWindow,
      OptionalLong rttMicros,
      OptionalLong rttVarianceMicros,
      OptionalDouble jitterMillis,
      OptionalLong lost,
      OptionalLong packets,
      OptionalLong outOfOrder,
      boolean omitted) {
    this(
        side,
        reverse,
        stream,
        start,
        seconds,
        bytes,
        retransmits,
        congestionWindow,
        rttMicros,
        rttVarianceMicros,
        jitterMillis,
        lost,
        packets,
        outOfOrder,
        omitted,
        Optional.empty(),
        OptionalLong.empty());
  }

  /** The same as a part of the warm-up. */
  public Interval asOmitted() {
    return new Interval(
        side,
        reverse,
        stream,
        start,
        seconds,
        bytes,
        retransmits,
        congestionWindow,
        rttMicros,
        rttVarianceMicros,
        jitterMillis,
        lost,
        packets,
        outOfOrder,
        true,
        limits,
        socketDrops);
  }

  /** Bits per second over the sample. */
  public double bitsPerSecond() {
    return seconds > 0 ? bytes * 8.0 / seconds : 0;
  }
}
