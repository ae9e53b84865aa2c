package dev.linerate.iperf;

import java.util.List;
import java.util.Optional;

/**
 * What one side tells the other at the end of a test.
 *
 * @param senderHasRetransmits whether retransmits of what this side sent are known; empty when it
 *     only received, −1 on the wire
 * @param congestion the congestion control its sockets used
 * @param output the server's report, when the client asked for it
 */
public record Results(
    CpuUse cpu,
    Optional<Boolean> senderHasRetransmits,
    Optional<String> congestion,
    List<StreamResult> streams,
    Optional<ServerOutput> output) {

  public Results {
    streams = List.copyOf(streams);
  }
}
