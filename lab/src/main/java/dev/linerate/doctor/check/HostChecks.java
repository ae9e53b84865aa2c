package dev.linerate.doctor.check;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.ownership.Leftover;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All checks there are. */
public final class HostChecks {
  /** What a host's own network and daemons are like: of a machine and of a lab host. */
  private static final List<HostCheck> NETWORK =
      List.of(
          new DockerDaemonCheck(),
          new OvsCheck(),
          new LinkCheck(),
          new ForwardingCheck(),
          new DockerFirewallCheck(),
          new BridgeFirewallCheck(),
          new PortsCheck(),
          new VxlanCheck(),
          new SwarmCheck(Clock.systemUTC()),
          new MtuCheck(),
          new ChecksumCheck(),
          new ReversePathCheck(),
          new AddressCheck(),
          new ConntrackCheck(),
          new BufferCheck());

  /** What shows only between hosts. */
  private static final List<TogetherCheck> TOGETHER =
      List.of(new DuplicateCheck(), new NeighbourCheck(), new FdbCheck(), new VxlanPairCheck());

  /** What is the same in all namespaces of a machine. */
  private static final List<HostCheck> MACHINE =
      List.of(
          new PrivilegeCheck(),
          new ModuleCheck(),
          new ToolCheck(),
          new ClockCheck(),
          new GovernorCheck());

  private HostChecks() {}

  /** Of a host's network: a lab host, or the machine's own. */
  public static List<Check> network(Patient patient) {
    return NETWORK.stream().map(check -> check.on(patient)).toList();
  }

  /** Of hosts that are joined, taken together. */
  public static List<Check> together(List<Patient> patients) {
    return TOGETHER.stream().map(check -> check.on(patients)).toList();
  }

  /**
   * Of the machine under all its namespaces.
   *
   * @param owners finds what runs and labs have left
   * @param linerate the program with which to clean up, and its first arguments
   */
  public static List<Check> machine(
      Patient machine, Supplier<List<Leftover>> owners, List<String> linerate) {
    List<HostCheck> checks = new ArrayList<>(MACHINE);
    checks.add(new LeftoversCheck(owners, linerate));
    return checks.stream().map(check -> check.on(machine)).toList();
  }
}
