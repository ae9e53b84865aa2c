package dev.linerate.lab;

import dev.linerate.plan.LinkSpec;
import java.util.List;
import java.util.Locale;

/**
 * The token bucket (tc-tbf(8)) that makes a veth as fast as an Ethernet link, preamble, FCS and
 * inter-frame gap counted.
 *
 * <p>The kernel counts a frame from its Ethernet header to its payload; the wire carries 24 bytes
 * more (preamble 8, FCS 4, gap 12; IEEE 802.3). Two ways to count them:
 *
 * <ul>
 *   <li>Up to 2.5 Gbit/s every frame is counted by itself: a peak rate far above the link with a
 *       bucket of one frame makes the kernel cut super-frames (GSO) before they are counted. Exact
 *       for every frame size, costs CPU for each frame.
 *   <li>Above, super-frames pass whole, as a network card with segmentation offload takes them, and
 *       the rate is scaled so that bulk TCP is exact; single frames of full size run up to 1.6 %
 *       slower than on the wire.
 * </ul>
 */
record LinkShape(LinkSpec link) {
  private static final int ETHERNET_HEADER = 14;
  private static final int UNCOUNTED = 24;
  private static final int TCP_IP_HEADERS = 52;
  private static final int GSO_MAX = 65536;
  private static final double FRAME_BY_FRAME_UP_TO = 2.5e9;
  private static final int QUEUE_FRAMES = 1000;

  boolean frameByFrame() {
    return link.rate().bitsPerSecond() <= FRAME_BY_FRAME_UP_TO;
  }

  /** The arguments behind {@code tc qdisc add dev IFACE root}. */
  List<String> arguments() {
    long bucket = link.burst().bytes();
    long queue = bucket + (long) QUEUE_FRAMES * (link.mtu().bytes() + ETHERNET_HEADER + UNCOUNTED);
    List<String> bare =
        List.of(
            "tbf",
            "rate",
            String.format(Locale.ROOT, "%.0f", rate()) + "bit",
            "burst",
            Long.toString(bucket),
            "overhead",
            Integer.toString(UNCOUNTED),
            "limit",
            Long.toString(queue));
    return frameByFrame() ? with(bare, peak()) : bare;
  }

  private List<String> peak() {
    int frame = link.mtu().bytes() + ETHERNET_HEADER + UNCOUNTED;
    return List.of("peakrate", "400gbit", "mtu", Integer.toString(frame + 62));
  }

  private static List<String> with(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The bucket's rate, bit/s. */
  private double rate() {
    if (frameByFrame()) {
      return link.rate().bitsPerSecond();
    }
    int frame = link.mtu().bytes() + ETHERNET_HEADER;
    int segments = Math.max(1, (GSO_MAX - TCP_IP_HEADERS) / (link.mtu().bytes() - TCP_IP_HEADERS));
    double counted = (double) segments * frame + UNCOUNTED;
    double onWire = (double) segments * (frame + UNCOUNTED);
    return link.rate().bitsPerSecond() * counted / onWire;
  }
}
