package dev.linerate.doctor.path;

import dev.linerate.doctor.Check;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.check.HostChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The path between two ends, in both directions; one that cannot be sent from is left out. */
public final class PathExamination implements Check {
  /** A path that loses everything takes the longest: nearly every packet is waited for. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final PathEnd first;
  private final PathEnd second;

  private PathExamination(PathEnd first, PathEnd second) {
    this.first = first;
    this.second = second;
  }

  /** The path, and the hosts at both its ends where they are known. */
  public static List<Check> checks(PathEnd first, PathEnd second) {
    List<Check> checks = new ArrayList<>();
    List<Patient> hosts =
        Stream.of(first.host(), second.host()).flatMap(Optional::stream).distinct().toList();
    hosts.forEach(host -> checks.addAll(HostChecks.network(host)));
    if (!hosts.isEmpty()) {
      checks.addAll(HostChecks.together(hosts));
    }
    // what a host's own tables say comes first: of the same finding the first is told
    checks.add(new PathExamination(first, second));
    return checks;
  }

  @Override
  public String name() {
    return "path";
  }

  @Override
  public String place() {
    return first.name() + " ↔ " + second.name();
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.MTU_HOLE,
        Fault.CHECKSUM,
        Fault.DUPLICATE_MAC,
        Fault.DUPLICATE_IP,
        Fault.ARP_ENTRY,
        Fault.FDB_ENTRY,
        Fault.REVERSE_PATH,
        Fault.FORWARDING_OFF,
        Fault.FORWARD_DROP,
        Fault.VXLAN_BLOCKED,
        Fault.BLOCKED,
        Fault.UNREACHABLE);
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public Verdict examine() {
    List<LegFindings> legs = new ArrayList<>();
    if (first.inside().isPresent()) {
      legs.add(leg(first, second));
    }
    if (second.inside().isPresent()) {
      legs.add(leg(second, first));
    }
    if (legs.isEmpty()) {
      return new Verdict.Untold(
          "neither end is a namespace of this machine: name one as netns:NAME or docker:NAME");
    }
    List<Diagnosis> found = new ArrayList<>();
    legs.forEach(leg -> found.addAll(leg.causes()));
    if (found.isEmpty()) {
      legs.forEach(leg -> leg.unexplained().ifPresent(found::add));
    }
    return Verdict.of(found);
  }

  private static LegFindings leg(PathEnd from, PathEnd to) {
    Leg leg = Leg.of(from, to);
    return new LegFindings(leg, new Probing(leg).all());
  }

  /**
   * The host that a namespace is joined to: the one that has the other end of its interface.
   *
   * @param hosts those that are known
   */
  public static Optional<Patient> host(Patient inside, List<Patient> hosts) {
    return HostOfNamespace.find(inside, hosts);
  }
}
