package dev.linerate.network.ovs;

import dev.linerate.host.Host;
import dev.linerate.host.Privilege;
import dev.linerate.host.Support;
import dev.linerate.network.HostService;
import dev.linerate.ownership.Owner;
import java.util.Map;

/** A private Open vSwitch: ovsdb-server and ovs-vswitchd. */
public final class OvsService implements HostService {
  private final Ovses ovses = new Ovses();

  @Override
  public String name() {
    return "ovs";
  }

  @Override
  public Support check(Host host) {
    return OvsChecks.privileged(Privilege.current()).and(OvsChecks.daemons(host));
  }

  /** The daemons bear the owner's mark by their environment: nothing has to be journaled. */
  @Override
  public void start(Host host, Owner owner) {
    ovses.of(host);
  }

  @Override
  public State state(Host host) {
    OvsPaths paths = OvsPaths.of(host);
    if (host.read(paths.database().toString()).isEmpty()) {
      return State.NONE;
    }
    return new OvsDaemons(host, paths).switchAnswers() ? State.RUNNING : State.ENDED;
  }

  @Override
  public Map<String, String> environment(Host host) {
    return OvsPaths.of(host).environment();
  }
}
