package dev.linerate.tool;

import dev.linerate.fault.FileFault;
import dev.linerate.fault.LinerateException;
import dev.linerate.host.NetNs;
import dev.linerate.host.Support.Reason;
import dev.linerate.linux.ControlGroups;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Through which a thread gets into a container's control groups, and then through another door into
 * its network namespace. A namespace that is no process's has no groups: the thread stays in those
 * of linerate.
 */
record ContainerDoor(NamespaceThread.Door next) implements NamespaceThread.Door {
  private static final String BY_HAND =
      "measure with linerate server --inside docker:NAME and linerate client --inside docker:NAME";

  /** Why threads cannot go through it on this machine. */
  static Optional<Reason> missing() {
    try {
      return new ControlGroups().separatesThreads()
          ? Optional.empty()
          : Optional.of(
              new Reason(
                  "this kernel's control groups (version 2) keep all threads of a process in one"
                      + " container",
                  BY_HAND));
    } catch (IOException e) {
      return Optional.of(
          new Reason("cannot read where control groups are: " + FileFault.reason(e), BY_HAND));
    }
  }

  @Override
  public void enter(NetNs namespace) {
    OptionalLong process = namespace.process();
    if (process.isPresent()) {
      join(process.getAsLong());
    }
    next.enter(namespace);
  }

  private static void join(long process) {
    try {
      new ControlGroups().joinThread(process);
    } catch (IOException e) {
      throw LinerateException.environment(
          "cannot join the control groups of process " + process + ": " + FileFault.reason(e),
          "Check that the container runs, and run as root",
          e);
    }
  }
}
