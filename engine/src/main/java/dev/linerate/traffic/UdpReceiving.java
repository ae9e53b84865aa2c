package dev.linerate.traffic;

/**
 * How a UDP stream is received.
 *
 * @param datagramBytes payload of a datagram: 16 … 65507; longer ones are counted whole
 * @param wideCounters sequence numbers of 64 bits
 * @param coalescing the kernel hands over many datagrams as one (UDP_GRO); each is looked at
 */
public record UdpReceiving(int datagramBytes, boolean wideCounters, boolean coalescing) {
  /** Narrow counters, each datagram alone. */
  public static UdpReceiving of(int datagramBytes) {
    return new UdpReceiving(datagramBytes, false, false);
  }

  public UdpReceiving withWideCounters(boolean wide) {
    return new UdpReceiving(datagramBytes, wide, coalescing);
  }

  public UdpReceiving withCoalescing(boolean on) {
    return new UdpReceiving(datagramBytes, wideCounters, on);
  }
}
