package dev.linerate.host;

import java.time.Duration;
import java.util.Optional;

/** A program that goes on running: a server, a daemon. */
public interface Task extends AutoCloseable {
  /** More than this of either output is cut off, bytes. */
  int OUTPUT_LIMIT = 64 << 20;

  Command command();

  /** Process id on its host. */
  long pid();

  boolean alive();

  /** Waits at most {@code limit}; empty when it still runs then. */
  Optional<Output> await(Duration limit);

  /** What it has said so far on standard output. */
  String outputSoFar();

  /** Asks it to end (SIGTERM), then ends it (SIGKILL). Does nothing when it has ended. */
  void stop(Duration grace);

  /** Ends it at once. */
  @Override
  default void close() {
    stop(Duration.ZERO);
  }
}
