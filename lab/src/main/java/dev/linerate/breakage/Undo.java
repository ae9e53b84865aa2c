package dev.linerate.breakage;

import dev.linerate.host.Command;

/** A step that takes part of a breakage back, also from another process. */
sealed interface Undo {
  /** A command that names its own namespace and variables. */
  record Run(Command command) implements Undo {}

  /** A daemon of the broken host that is started again. */
  record Start(String service) implements Undo {}

  /** An owner whose things are removed. */
  record Remove(String owner) implements Undo {}

  /** The broken host's connection tracking table is emptied. */
  record Forget() implements Undo {}
}
