package dev.linerate.traffic;

/**
 * How a UDP stream is sent.
 *
 * @param datagramBytes payload of a datagram, iperf3's header included: 16 … 65507
 * @param bitsPerSecond payload bits a second; 0 is as fast as it goes
 * @param burst datagrams that are sent together when one is due, at least 1
 * @param payload what follows the header
 * @param wideCounters sequence numbers of 64 bits
 * @param segmentation the kernel cuts one send into many datagrams (UDP_SEGMENT). Each has a header
 *     of its own, but those of one send leave together and with one time stamp: not for measuring
 *     loss, delay or jitter
 */
public record UdpSending(
    int datagramBytes,
    long bitsPerSecond,
    int burst,
    Payload payload,
    boolean wideCounters,
    boolean segmentation) {
  private static final int LEAST_BYTES = 16;
  static final int MOST_BYTES = 65_507;

  public UdpSending {
    if (datagramBytes < LEAST_BYTES || datagramBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a datagram has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, not " + datagramBytes);
    }
    if (bitsPerSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("rate " + bitsPerSecond + ", burst " + burst);
    }
  }

  /** Random payload, narrow counters, no segmentation, as fast as it goes. */
  public static UdpSending of(int datagramBytes) {
    return new UdpSending(datagramBytes, 0, 1, Payload.RANDOM, false, false);
  }

  public UdpSending withRate(long rate) {
    return new UdpSending(datagramBytes, rate, burst, payload, wideCounters, segmentation);
  }

  public UdpSending withBurst(int datagrams) {
    return new UdpSending(
        datagramBytes, bitsPerSecond, datagrams, payload, wideCounters, segmentation);
  }

  public UdpSending withWideCounters(boolean wide) {
    return new UdpSending(datagramBytes, bitsPerSecond, burst, payload, wide, segmentation);
  }

  public UdpSending withSegmentation(boolean on) {
    return new UdpSending(datagramBytes, bitsPerSecond, burst, payload, wideCounters, on);
  }
}
