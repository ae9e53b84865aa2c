package dev.linerate.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which findings are told: what causes others comes before them. */
final class Ranking {
  private static final Map<Fault, Set<Fault>> EXPLAINS =
      Map.ofEntries(
          Map.entry(
              Fault.MODULE_MISSING,
              EnumSet.of(Fault.OVS_DOWN, Fault.OVS_DATAPATH, Fault.DOCKER_DOWN, Fault.SWARM_JOIN)),
          Map.entry(
              Fault.LEFTOVERS,
              EnumSet.of(Fault.VXLAN_CLASH, Fault.ADDRESS_OVERLAP, Fault.SWARM_STALE)),
          Map.entry(
              Fault.DOCKER_DOWN,
              EnumSet.of(
                  Fault.CHAINS_MISSING,
                  Fault.SWARM_STALE,
                  Fault.SWARM_PORTS,
                  Fault.SWARM_JOIN,
                  Fault.SWARM_NODE)),
          Map.entry(Fault.DOCKER_CGROUP, EnumSet.of(Fault.DOCKER_DOWN)),
          // the cure of the latter would go into one of two backends, and the other one drops
          Map.entry(
              Fault.DOCKER_IPTABLES,
              EnumSet.of(Fault.CHAINS_MISSING, Fault.DOCKER_DOWN, Fault.FORWARD_DROP)),
          Map.entry(Fault.OVS_DOWN, EnumSet.of(Fault.OVS_FLOWS, Fault.OVS_DATAPATH)),
          Map.entry(
              Fault.LINK_DOWN,
              EnumSet.of(Fault.ARP_ENTRY, Fault.FDB_ENTRY, Fault.VXLAN_BLOCKED, Fault.SWARM_PORTS)),
          Map.entry(
              Fault.FORWARD_DROP,
              EnumSet.of(Fault.VXLAN_BLOCKED, Fault.SWARM_PORTS, Fault.ARP_ENTRY)),
          Map.entry(Fault.DUPLICATE_MAC, EnumSet.of(Fault.FDB_ENTRY, Fault.ARP_ENTRY)),
          Map.entry(Fault.DUPLICATE_IP, EnumSet.of(Fault.ARP_ENTRY)),
          Map.entry(Fault.VXLAN_CLASH, EnumSet.of(Fault.SWARM_JOIN, Fault.LINK_DOWN)),
          Map.entry(Fault.CHAINS_MISSING, EnumSet.of(Fault.FORWARD_DROP)),
          Map.entry(Fault.SWARM_STALE, EnumSet.of(Fault.SWARM_JOIN)),
          // nodes tell each other of their containers by those ports
          Map.entry(
              Fault.SWARM_PORTS,
              EnumSet.of(Fault.SWARM_NODE, Fault.SWARM_JOIN, Fault.FDB_ENTRY, Fault.ARP_ENTRY)));

  private static final Comparator<Diagnosis> ORDER =
      Comparator.comparing((Diagnosis d) -> d.fault().severity())
          .thenComparing(Diagnosis::fault)
          .thenComparing(Diagnosis::place);

  private Ranking() {}

  /** Root causes first, errors before warnings; the same fault in the same place once. */
  static List<Diagnosis> of(List<Diagnosis> found) {
    List<Diagnosis> once = new ArrayList<>();
    for (Diagnosis diagnosis : found) {
      if (once.stream().noneMatch(diagnosis::same)) {
        once.add(diagnosis);
      }
    }
    Comparator<Diagnosis> rootsFirst =
        Comparator.comparing((Diagnosis d) -> d.fault().severity())
            .thenComparing(d -> follows(d, once));
    return once.stream().sorted(rootsFirst.thenComparing(ORDER)).toList();
  }

  /** Whether another finding in the same place explains this one. */
  static boolean follows(Diagnosis diagnosis, List<Diagnosis> all) {
    return all.stream().anyMatch(other -> explains(other, diagnosis));
  }

  private static boolean explains(Diagnosis one, Diagnosis other) {
    return EXPLAINS.getOrDefault(one.fault(), Set.of()).contains(other.fault())
        && (other.place().equals(one.place()) || other.place().startsWith(one.place() + " "));
  }
}
