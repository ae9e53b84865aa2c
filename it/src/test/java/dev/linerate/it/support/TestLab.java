package dev.linerate.it.support;

import dev.linerate.host.Host;
import dev.linerate.host.LocalHost;
import dev.linerate.lab.Lab;
import dev.linerate.lab.LabSpec;
import dev.linerate.network.docker.DockerReclaimer;
import dev.linerate.ownership.Cleanup;
import dev.linerate.ownership.Owner;
import dev.linerate.ownership.Owners;
import java.util.List;
import java.util.Map;

/** Lab hosts of a test's own, below the command line. Closing it removes them. */
public final class TestLab implements AutoCloseable {
  private final Sandbox sandbox = new Sandbox();
  private final Owner owner;
  private final Lab lab;

  public TestLab(LabSpec spec) {
    owner = Owner.create(sandbox.state());
    try {
      LocalHost machine = new LocalHost(owner.directory(), Map.of(Owner.VARIABLE, owner.id()));
      lab = Lab.up(machine, owner, spec);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public Owner owner() {
    return owner;
  }

  public Lab lab() {
    return lab;
  }

  public List<Host> hosts() {
    return lab.hosts();
  }

  @Override
  public void close() {
    sandbox.note();
    owner.close();
    new Owners(sandbox.state())
        .find(owner.id())
        .ifPresent(new Cleanup(sandbox.machine(), List.of(new DockerReclaimer()))::remove);
    sandbox.close();
  }
}
