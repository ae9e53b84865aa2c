package dev.linerate.iperf;

/**
 * What only UDP tests have.
 *
 * @param wideCounters sequence numbers of 64 bits instead of 32
 * @param segmentation the sender hands the kernel several datagrams at once (UDP_SEGMENT); sent by
 *     iperf3 ≥ 3.21
 * @param segmentBytes size of a datagram then, 0 when not said
 * @param segmentBufferBytes bytes handed over at once then, 0 when not said
 * @param coalescing the receiver takes several at once (UDP_GRO)
 * @param coalescingBufferBytes its buffer then, 0 when not said
 */
public record UdpSettings(
    boolean wideCounters,
    boolean segmentation,
    int segmentBytes,
    int segmentBufferBytes,
    boolean coalescing,
    int coalescingBufferBytes) {
  public static final UdpSettings DEFAULT = new UdpSettings(false, false, 0, 0, false, 0);

  private static final int MAX_BUFFER_BYTES = 1 << 20;

  public UdpSettings {
    Limit.range("gso_dg_size", segmentBytes, 0, Parameters.MAX_DATAGRAM);
    Limit.range("gso_bf_size", segmentBufferBytes, 0, MAX_BUFFER_BYTES);
    Limit.range("gro_bf_size", coalescingBufferBytes, 0, MAX_BUFFER_BYTES);
  }

  public UdpSettings withWideCounters(boolean wide) {
    return new UdpSettings(
        wide, segmentation, segmentBytes, segmentBufferBytes, coalescing, coalescingBufferBytes);
  }
}
