package dev.linerate.it.support;

import dev.linerate.host.Command;
import dev.linerate.host.NetNs;
import dev.linerate.ownership.Owner;

/**
 * The namespaces of a run that is under way, for a test that changes something in them.
 *
 * @param owner the run's
 */
public record LabOfRun(Sandbox sandbox, String owner) {
  /** Of the only run of the sandbox that is under way. */
  public static LabOfRun of(Sandbox sandbox) {
    return new LabOfRun(sandbox, sandbox.leftovers().getFirst());
  }

  /** Runs a command in a namespace, which must succeed: {@code h1}, {@code lb-a}. */
  public void in(String namespace, String... command) {
    sandbox.machine().require(Command.of(command).in(NetNs.named(Owner.mark(owner, namespace))));
  }
}
