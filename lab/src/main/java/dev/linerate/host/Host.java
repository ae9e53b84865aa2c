package dev.linerate.host;

import dev.linerate.fault.LinerateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A machine, or a lab host: the only door through which linerate runs commands and reads files.
 *
 * <p>Everything here can be carried over a byte stream, so that a remote machine can offer it too.
 */
public interface Host {
  /** {@code h1}, {@code local}. */
  String name();

  /** The host's own network namespace; empty when it is the one linerate runs in. */
  Optional<NetNs> netns();

  /** How it reaches other hosts; empty when it is alone. */
  Optional<Uplink> uplink();

  /** A private directory for sockets, logs and data of daemons on this host. */
  Path stateDirectory();

  /**
   * Runs a command to its end, in the host's namespace unless the command names another.
   *
   * @throws LinerateException when the program is not there or takes longer than its limit; an exit
   *     status other than 0 is no exception
   */
  Output run(Command command);

  /** Starts a command and leaves it running. */
  Task start(Command command);

  /** A small text file; empty when it cannot be read. */
  Optional<String> read(String path);

  /** Full path of a program; empty when it is not installed. */
  Optional<String> which(String program);

  /** Runs a command that must succeed and gives its standard output. */
  default String require(Command command) {
    Output output = run(command);
    if (!output.ok()) {
      throw LinerateException.environment(
          name() + ": " + command.program() + " failed: " + output.complaint(),
          "The command was: " + command.text());
    }
    return output.out();
  }

  default String require(String... arguments) {
    return require(Command.of(List.of(arguments)));
  }
}
