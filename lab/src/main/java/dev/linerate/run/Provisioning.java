package dev.linerate.run;

import dev.linerate.host.Host;
import dev.linerate.host.Parallel;
import dev.linerate.network.Layout;
import dev.linerate.network.Network;
import dev.linerate.network.NetworkDriver;
import dev.linerate.network.NetworkSpec;
import dev.linerate.ownership.Owner;
import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Plan;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The networks of a run while they exist. */
final class Provisioning {
  private final Map<String, Network> networks = new ConcurrentHashMap<>();
  private final Map<String, Layout> layouts = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /** Told of each network as soon as it is there or has failed. */
  interface Outcome {
    void network(NetworkRecord record, Duration took);
  }

  /**
   * Builds the networks, all at once. One that fails is reported and does not stop the others.
   *
   * @throws CancellationException when the thread is interrupted
   */
  void build(
      List<NetworkDriver> drivers, Plan plan, List<Host> hosts, Owner owner, Outcome outcome) {
    Parallel.map(
        drivers,
        driver -> {
          long start = System.nanoTime();
          NetworkRecord record = build(driver, plan, hosts, owner);
          outcome.network(record, Duration.ofNanos(System.nanoTime() - start));
          return record;
        });
  }

  private NetworkRecord build(NetworkDriver driver, Plan plan, List<Host> hosts, Owner owner) {
    try {
      Network network = driver.create(new NetworkSpec(hosts, placements(plan, driver)), owner);
      NetworkRecord record = described(driver, network);
      networks.put(driver.name(), network);
      return record;
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      String reason = Reason.of(e);
      failures.put(driver.name(), reason);
      return NetworkRecord.unbuilt(driver.name(), Status.FAILED, reason);
    }
  }

  /** A network that cannot be read back is not what was asked for: it goes at once. */
  private NetworkRecord described(NetworkDriver driver, Network network) {
    try {
      Layout layout = network.layout();
      layouts.put(driver.name(), layout);
      return new NetworkRecord(
          driver.name(),
          Status.MEASURED,
          Optional.empty(),
          network.datapath(),
          network.notes(),
          layout.topology(),
          network.commands());
    } catch (RuntimeException e) {
      try {
        network.close();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static Set<Placement> placements(Plan plan, NetworkDriver driver) {
    return plan.cases().stream()
        .filter(c -> c.network().equals(driver.name()))
        .map(CaseSpec::placement)
        .collect(Collectors.toSet());
  }

  /** The network of a driver; empty when it was not built. */
  Optional<Network> network(String driver) {
    return Optional.ofNullable(networks.get(driver));
  }

  /** How a network looked when it was built; nothing of one that was not. */
  Layout layout(String driver) {
    return layouts.getOrDefault(driver, Layout.EMPTY);
  }

  /** Why a network could not be built; empty for one that was. */
  String failure(String driver) {
    return failures.getOrDefault(driver, "");
  }

  /** Removes the networks, all at once; what cannot be removed is left to the owner's clean-up. */
  void remove(RunListener listener) {
    Parallel.map(
        List.copyOf(networks.entrySet()),
        entry -> {
          try {
            entry.getValue().close();
          } catch (RuntimeException e) {
            listener.on(new RunEvent.Warning("removing " + entry.getKey() + ": " + e.getMessage()));
          }
          return entry.getKey();
        });
    networks.clear();
  }
}
