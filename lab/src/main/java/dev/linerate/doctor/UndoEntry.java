package dev.linerate.doctor;

import dev.linerate.host.Command;
import java.time.Instant;
import java.util.List;

/**
 * What takes a cure back.
 *
 * @param fault id of the fault that was cured
 * @param commands in this order
 */
public record UndoEntry(Instant at, String fault, String place, List<Command> commands) {
  public UndoEntry {
    commands = List.copyOf(commands);
  }
}
