package dev.linerate.analysis;

import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Protocol;
import dev.linerate.result.Path;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;

/**
 * The goodput that framing allows on a link: payload bytes against all bytes that occupy the wire.
 *
 * <p>Counted per IP packet: preamble and start delimiter 8, Ethernet header 14, frame check
 * sequence 4, inter-packet gap 12 (IEEE 802.3), and padding up to the smallest frame of 64 bytes;
 * what an overlay adds outside the inner packet (VXLAN over IPv4: 50, RFC 7348); IPv4 20 (RFC 791);
 * TCP 20, with 12 of timestamps where they are on (RFC 9293, RFC 7323), or UDP 8 (RFC 768).
 * Datagrams larger than the MTU count as the fragments IP makes of them.
 *
 * <p>Links are full duplex. Pure acknowledgements run against the data and do not count; in a
 * bidirectional flow they share each direction with data, a fraction of a percent which is left
 * out, so the limit of both directions together is twice that of one.
 *
 * @param goodput payload bits per second, all directions together
 * @param payload payload bytes of one segment or datagram
 * @param wireBytes bytes of the link it occupies, in all its frames
 * @param burst payload bytes that the link passes at once, above its rate, all directions together
 */
public record WireLimit(BitRate goodput, long payload, long wireBytes, long burst) {
  private static final int PREAMBLE_AND_GAP = 8 + 12;
  private static final int ETHERNET_HEADER_AND_FCS = 14 + 4;
  private static final int SMALLEST_FRAME = 64;
  private static final int IPV4_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int TCP_TIMESTAMPS = 12;
  private static final int UDP_HEADER = 8;

  /** IPv4 counts fragment offsets in units of 8 bytes (RFC 791). */
  private static final int FRAGMENT_UNIT = 8;

  /** The limit of a flow that takes this path over this link, with TCP timestamps. */
  public static WireLimit of(LinkSpec link, Path path, Flow flow) {
    return of(link, path, flow, true);
  }

  /**
   * The limit of a flow that takes this path over this link.
   *
   * @param timestamps whether both ends use the TCP option (net.ipv4.tcp_timestamps)
   */
  public static WireLimit of(LinkSpec link, Path path, Flow flow, boolean timestamps) {
    int mtu = Math.min(path.mtu(), link.mtu().bytes() - path.encapsulation());
    int options = timestamps ? TCP_TIMESTAMPS : 0;
    long payload =
        flow.protocol() == Protocol.TCP
            ? segment(mtu, flow, options)
            : datagram(mtu, flow, options);
    long wire =
        flow.protocol() == Protocol.TCP
            ? frame(payload + options + TCP_HEADER + IPV4_HEADER + path.encapsulation())
            : fragments(payload + UDP_HEADER, mtu, path.encapsulation());
    int directions = flow.direction() == Direction.BIDIR ? 2 : 1;
    double payloads = directions * (double) payload / wire;
    long burst = Math.round(link.burst().bytes() * payloads);
    return new WireLimit(link.rate().times(payloads), payload, wire, burst);
  }

  /** Payload's share of the wire, 0 … 1. */
  public double efficiency() {
    return (double) payload / wireBytes;
  }

  /** The share of the limit that a trial of so many seconds can reach: a little above 1. */
  public double reachable(double seconds) {
    return 1 + burst * 8.0 / (goodput.bitsPerSecond() * seconds);
  }

  /** Linux counts timestamps against the maximum segment size, whoever set it. */
  private static long segment(int mtu, Flow flow, int options) {
    int largest = mtu - IPV4_HEADER - TCP_HEADER;
    return Math.max(1, Math.min(largest, flow.mss().orElse(largest)) - options);
  }

  /** Without a length iperf3 takes the MSS of its control connection. */
  private static long datagram(int mtu, Flow flow, int options) {
    return flow.length()
        .map(ByteCount::bytes)
        .orElse((long) mtu - IPV4_HEADER - TCP_HEADER - options);
  }

  private static long fragments(long ipPayload, int mtu, int encapsulation) {
    long room = (long) mtu - IPV4_HEADER;
    if (ipPayload <= room) {
      return frame(ipPayload + IPV4_HEADER + encapsulation);
    }
    long full = room - room % FRAGMENT_UNIT;
    // the last fragment need not be a multiple of 8, so it may use the room that others cannot
    long before = (ipPayload - room + full - 1) / full;
    long last = ipPayload - before * full;
    return before * frame(full + IPV4_HEADER + encapsulation)
        + frame(last + IPV4_HEADER + encapsulation);
  }

  private static long frame(long ipPacket) {
    return PREAMBLE_AND_GAP + Math.max(SMALLEST_FRAME, ipPacket + ETHERNET_HEADER_AND_FCS);
  }
}
