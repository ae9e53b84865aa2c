package dev.linerate.plan;

import dev.linerate.unit.BitRate;
import dev.linerate.unit.Mtu;

/**
 * The wire between lab hosts.
 *
 * @param rate Ethernet's own rate: preamble, header, FCS and gap of every frame count against it
 * @param mtu largest IP packet on it
 */
public record LinkSpec(BitRate rate, Mtu mtu) {
  /** The study's: 1 Gbit/s Ethernet. */
  public static final LinkSpec GIGABIT = new LinkSpec(new BitRate(1e9), new Mtu(1500));
}
