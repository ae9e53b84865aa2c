package dev.linerate.result;

import java.util.List;
import java.util.Optional;

/**
 * One network of a run.
 *
 * @param driver the network driver's name
 * @param status measured (it was built), skipped (it cannot run here) or failed (creation failed)
 * @param reason why it was skipped or failed, with the next step
 * @param datapath what moves the packets: {@code kernel}, {@code userspace, TSO}
 * @param notes what a reader must know to read its numbers
 * @param commands the exact commands that built it
 */
public record NetworkRecord(
    String driver,
    Status status,
    Optional<String> reason,
    String datapath,
    List<String> notes,
    Topology topology,
    List<String> commands) {
  public NetworkRecord {
    notes = List.copyOf(notes);
    commands = List.copyOf(commands);
  }

  public static NetworkRecord unbuilt(String driver, Status status, String reason) {
    return new NetworkRecord(
        driver, status, Optional.of(reason), "", List.of(), Topology.EMPTY, List.of());
  }
}
