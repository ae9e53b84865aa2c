package dev.linerate.analysis.compare;

import java.util.Locale;

/**
 * What two cases must have in common, or else a difference between them is one of this and says
 * nothing of the rest. Where it is the very thing to be compared, the user says so.
 */
public enum Trait {
  /** The rate of the link between the hosts. */
  LINK,
  /** The MTU of the path, and what an overlay adds. */
  MTU,
  /** The traffic tool and its version. */
  TOOL,
  /** The offloads of the network card, over the wire. */
  OFFLOADS,
  /** What is sent: rate, streams, direction, sizes. */
  FLOW,
  /** Which cores it runs on. */
  PINNING;

  /** The word of the command line and of files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
