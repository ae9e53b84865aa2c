package dev.linerate.network.ovs;

import dev.linerate.host.Host;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The private Open vSwitch of each lab host, started when it is first asked for. Thread-safe; hosts
 * do not wait for each other.
 */
public final class Ovses {
  private final Map<Path, Slot> slots = new ConcurrentHashMap<>();

  /**
   * The host's Open vSwitch, running.
   *
   * @throws dev.linerate.fault.LinerateException when it cannot be started, or has ended since
   */
  PrivateOvs of(Host host) {
    return slots.computeIfAbsent(host.stateDirectory(), _ -> new Slot()).of(host);
  }

  private static final class Slot {
    private Optional<PrivateOvs> running = Optional.empty();

    synchronized PrivateOvs of(Host host) {
      running.ifPresent(PrivateOvs::requireAlive);
      PrivateOvs ovs = running.orElseGet(() -> PrivateOvs.up(host));
      running = Optional.of(ovs);
      return ovs;
    }
  }
}
