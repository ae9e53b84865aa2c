package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one side tells the other of one stream.
 *
 * @param id see {@link StreamIds}
 * @param bytes payload sent or received outside the omitted time
 * @param retransmits TCP segments sent again; empty when unknown, −1 on the wire
 * @param jitterSeconds smoothed, 0 for a sender and for TCP
 * @param errors datagrams lost, the omitted time's among them
 * @param packets datagrams sent, or up to the highest sequence number, the omitted time's among
 *     them
 * @param omitted what of it fell in the omitted time; known by iperf3 ≥ 3.14
 * @param startSeconds begin of the measured time, seconds; not sent by old releases
 * @param endSeconds its end
 */
public record StreamResult(
    int id,
    long bytes,
    OptionalLong retransmits,
    double jitterSeconds,
    long errors,
    long packets,
    Optional<Omitted> omitted,
    OptionalDouble startSeconds,
    OptionalDouble endSeconds) {

  /** Counts of the time that is left out. */
  public record Omitted(long errors, long packets) {}

  /**
   * What this end tells of a stream.
   *
   * @param measured counts outside the omitted time
   * @param omitted of a UDP test; sent also when both are 0, so that the peer knows they are taken
   *     off
   */
  public static StreamResult of(int id, StreamTotals measured, Optional<Omitted> omitted) {
    DatagramCounts counts = measured.datagrams().orElse(DatagramCounts.NONE);
    return new StreamResult(
        id,
        measured.bytes(),
        measured.retransmits(),
        counts.jitterNanos() / 1e9,
        counts.lost() + omitted.map(Omitted::errors).orElse(0L),
        counts.packets() + omitted.map(Omitted::packets).orElse(0L),
        omitted,
        OptionalDouble.of(0),
        OptionalDouble.of(measured.seconds()));
  }

  /** Datagrams lost outside the omitted time. */
  public long measuredErrors() {
    return errors - omitted.map(Omitted::errors).orElse(0L);
  }

  /** Datagrams due outside the omitted time. */
  public long measuredPackets() {
    return packets - omitted.map(Omitted::packets).orElse(0L);
  }
}
