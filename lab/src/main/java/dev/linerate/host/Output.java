package dev.linerate.host;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exit exit status; 128 + signal number when a signal ended it
 * @param out standard output, at most {@link Task#OUTPUT_LIMIT} bytes of it
 * @param err standard error, likewise
 */
public record Output(Command command, int exit, String out, String err, Duration took) {
  public boolean ok() {
    return exit == 0;
  }

  /** The last line it said, to put into a message. */
  public String complaint() {
    String said = err.isBlank() ? out : err;
    String last = said.strip().lines().reduce("", (before, line) -> line.strip());
    return last.isEmpty() ? "exit status " + exit : last;
  }
}
