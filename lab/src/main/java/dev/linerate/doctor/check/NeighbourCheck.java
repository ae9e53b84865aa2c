package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Neighbour;
import dev.linerate.doctor.state.Segment;
import dev.linerate.doctor.state.Segment.Station;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether neighbour entries have the MAC addresses that the stations really have. */
final class NeighbourCheck implements TogetherCheck {
  @Override
  public String name() {
    return "neighbour entries";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.ARP_ENTRY);
  }

  @Override
  public Verdict examine(List<Patient> patients) {
    List<Diagnosis> found = new ArrayList<>();
    for (Segment segment : Segment.of(patients)) {
      Map<String, String> macs = new HashMap<>();
      for (Station station : segment.stations()) {
        station.addresses().forEach(a -> macs.merge(a.local(), station.mac(), (one, _) -> one));
      }
      for (Station station : segment.stations()) {
        entries(station.end().place(), station.end().link(), macs).forEach(found::add);
        missing(station, macs).ifPresent(found::add);
      }
      for (Segment.Tunnel tunnel : segment.tunnels()) {
        entries(tunnel.end().place(), tunnel.end().link(), macs).forEach(found::add);
      }
    }
    return Verdict.of(found);
  }

  /** The entries on an interface that name another MAC address than the station has. */
  private static List<Diagnosis> entries(Patient place, Link link, Map<String, String> macs) {
    return Neighbour.all(place).stream()
        .filter(entry -> entry.device().equals(link.name()) && !entry.mac().isEmpty())
        .filter(entry -> macs.containsKey(entry.address()))
        .filter(entry -> !entry.mac().equals(macs.get(entry.address())))
        .map(entry -> diagnosis(place, entry, macs.getOrDefault(entry.address(), "")))
        .toList();
  }

  /** A station that asks for no address needs an entry for each other one. */
  private static Optional<Diagnosis> missing(Station station, Map<String, String> macs) {
    Link link = station.end().link();
    if (!link.silent()) {
      return Optional.empty();
    }
    Patient place = station.end().place();
    List<String> known =
        Neighbour.all(place).stream()
            .filter(entry -> entry.device().equals(link.name()) && !entry.mac().isEmpty())
            .map(Neighbour::address)
            .toList();
    return macs.keySet().stream()
        .sorted()
        .filter(address -> !known.contains(address))
        .filter(address -> link.addresses().stream().noneMatch(a -> a.local().equals(address)))
        .findFirst()
        .map(address -> missing(place, link, address));
  }

  private static Diagnosis missing(Patient place, Link link, String address) {
    return new Diagnosis(
        Fault.ARP_ENTRY,
        place.place() + " " + link.name(),
        "nothing that is sent to " + address + " arrives",
        List.of(
            Link.reading(place).evidence("NOARP " + link.line()),
            Neighbour.reading(place).evidence("(no entry for " + address + ")")),
        "ARP is switched off on " + link.name() + ", and no entry says who has " + address,
        Remedy.cure(
            "Let it ask",
            Cure.safe(
                List.of(place.command("ip", "link", "set", link.name(), "arp", "on")),
                List.of(place.command("ip", "link", "set", link.name(), "arp", "off")))));
  }

  private static Diagnosis diagnosis(Patient place, Neighbour entry, String mac) {
    List<String> right =
        List.of(
            "ip",
            "neigh",
            "replace",
            entry.address(),
            "lladdr",
            mac,
            "dev",
            entry.device(),
            "nud",
            entry.permanent() ? "permanent" : "reachable");
    List<String> wrong =
        List.of(
            "ip",
            "neigh",
            "replace",
            entry.address(),
            "lladdr",
            entry.mac(),
            "dev",
            entry.device(),
            "nud",
            entry.permanent() ? "permanent" : "stale");
    return new Diagnosis(
        Fault.ARP_ENTRY,
        place.place() + " " + entry.device(),
        entry.address() + " does not answer, while others reach it",
        List.of(Neighbour.reading(place).evidence(entry.line())),
        entry.address() + " has the MAC address " + mac + ", not " + entry.mac(),
        Remedy.cure(
            "Put the right address in",
            Cure.safe(List.of(place.command(right)), List.of(place.command(wrong)))));
  }
}
