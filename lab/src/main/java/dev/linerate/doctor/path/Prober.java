package dev.linerate.doctor.path;

import dev.linerate.linux.EchoReply;

/** Sends packets that must not be fragmented, and tells what came of each. */
@FunctionalInterface
interface Prober {
  /**
   * Sends one and waits for its fate, bounded in time.
   *
   * @param bytes size of the IP packet
   * @param timeToLive how many hops it may take
   */
  EchoReply probe(int bytes, int timeToLive);
}
