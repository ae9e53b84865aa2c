package dev.linerate.plan;

import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;

/**
 * The wire between lab hosts.
 *
 * @param rate Ethernet's own rate: preamble, header, FCS and gap of every frame count against it
 * @param mtu largest IP packet on it
 */
public record LinkSpec(BitRate rate, Mtu mtu) {
  /** Late timers of a busy virtual machine lose tokens when the bucket holds less than this. */
  private static final double BURST_SECONDS = 0.002;

  /** Two and a half super-frames of 64 KiB (GSO), which slow links must be able to pass. */
  private static final long SMALLEST_BURST = 163_840;

  /** The study's: 1 Gbit/s Ethernet. */
  public static final LinkSpec GIGABIT = new LinkSpec(new BitRate(1e9), new Mtu(1500));

  /** Of a run whose link nobody knows: it has no wire limit. */
  public static final LinkSpec UNKNOWN = new LinkSpec(BitRate.UNLIMITED, new Mtu(1500));

  /** Whether it is a wire that is known. */
  public boolean isKnown() {
    return !rate.isUnlimited();
  }

  /**
   * What the lab's link passes at once after a pause, in bytes of the wire: the depth of its token
   * bucket. A trial gets so much above the rate, once.
   */
  public ByteCount burst() {
    long bytes = Math.round(rate.bitsPerSecond() / 8 * BURST_SECONDS);
    return new ByteCount(Math.max(bytes, SMALLEST_BURST));
  }
}
