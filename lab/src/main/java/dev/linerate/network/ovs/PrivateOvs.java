package dev.linerate.network.ovs;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.Output;
import dev.linerate.network.Construction;
import dev.linerate.network.KernelFeature;
import dev.linerate.network.KernelFeature.State;
import java.util.List;
import java.util.Optional;

/**
 * An Open vSwitch of a lab host's own: ovsdb-server and ovs-vswitchd in the host's namespace, with
 * their database, sockets and logs in the host's directory.
 *
 * <p>The daemons stay until the lab's clean-up ends them.
 */
final class PrivateOvs {
  private static final String TSO = "other_config:userspace-tso-enable";

  private final Host host;
  private final OvsPaths paths;
  private final OvsDaemons daemons;
  private final Datapath datapath;

  private PrivateOvs(Host host, OvsPaths paths, OvsDaemons daemons, Datapath datapath) {
    this.host = host;
    this.paths = paths;
    this.daemons = daemons;
    this.datapath = datapath;
  }

  /**
   * Starts the daemons, or finds them running, and waits until both answer.
   *
   * @throws LinerateException with the telling line of a log when one ends or does not answer; what
   *     was started has ended by then
   */
  static PrivateOvs up(Host host) {
    OvsPaths paths = OvsPaths.of(host);
    OvsDaemons daemons = new OvsDaemons(host, paths);
    try {
      return new PrivateOvs(host, paths, daemons, start(host, paths, daemons));
    } catch (RuntimeException e) {
      daemons.stop();
      throw e;
    }
  }

  private static Datapath start(Host host, OvsPaths paths, OvsDaemons daemons) {
    daemons.startServer();
    if (!daemons.switchAnswers()) {
      // ovs-vswitchd reads this once, when it starts
      host.require(
          paths.databaseOnly(List.of("set", "Open_vSwitch", ".", TSO + "=" + !loadModule(host))));
      daemons.startSwitch();
    }
    String tso = host.require(paths.databaseOnly(List.of("get", "Open_vSwitch", ".", TSO))).strip();
    return tso.contains("true")
        ? Datapath.userspace(host.read(paths.switchLog().toString()).orElse(""))
        : Datapath.KERNEL;
  }

  /** Loads the kernel's datapath where it exists; gives whether it is there. */
  private static boolean loadModule(Host host) {
    KernelFeature feature = KernelFeature.OPENVSWITCH;
    if (feature.on(host) == State.LOADABLE) {
      host.run(Command.of("modprobe", feature.module()));
    }
    return feature.on(host) == State.PRESENT;
  }

  Datapath datapath() {
    return datapath;
  }

  Host host() {
    return host;
  }

  /**
   * Notices daemons that have ended.
   *
   * @throws LinerateException with the telling line of a log
   */
  void requireAlive() {
    daemons.requireAlive();
  }

  /**
   * Changes the configuration and waits until ovs-vswitchd has carried it out.
   *
   * @param change arguments of ovs-vsctl(8), several changes joined with {@code --}
   * @throws LinerateException with ovs-vswitchd's own words when it could not
   */
  void change(Construction construction, List<String> change) {
    Command command = paths.change(change);
    construction.record(host.netns().map(command::in).orElse(command).text());
    Output output = host.run(command);
    Optional<String> complaint = complaint(output);
    if (complaint.isPresent()) {
      requireAlive();
      throw LinerateException.environment(
          host.name() + ": ovs-vsctl failed: " + complaint.get(),
          "The command was: " + command.text() + "; see also " + paths.switchLog());
    }
  }

  /** ovs-vsctl ends with 0 although ovs-vswitchd could not take up a port, and says it first. */
  private static Optional<String> complaint(Output output) {
    return output
        .err()
        .lines()
        .filter(line -> line.contains("Error detected"))
        .findFirst()
        .or(() -> output.ok() ? Optional.empty() : Optional.of(output.complaint()));
  }

  /** Removes a bridge with all of its ports; does nothing when there is none. */
  void remove(String bridge) {
    List<String> removal = List.of("--if-exists", "del-br", bridge);
    boolean carriedOut = daemons.switchAnswers() && host.run(paths.change(removal)).ok();
    if (!carriedOut) {
      host.run(paths.databaseOnly(removal));
      host.run(Command.of("ip", "link", "delete", bridge));
    }
  }

  /** The interfaces of a bridge as the switch sees them, without the bridge's own. */
  List<OvsInterface> interfaces(String bridge) {
    List<String> names =
        host.require(paths.databaseOnly(List.of("list-ports", bridge))).lines().toList();
    List<OvsInterface> all =
        OvsInterface.parse(host.require(paths.databaseOnly(OvsInterface.question())));
    return all.stream().filter(i -> names.contains(i.name())).toList();
  }
}
