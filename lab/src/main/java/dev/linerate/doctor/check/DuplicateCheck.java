package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Segment;
import dev.linerate.doctor.state.Segment.Station;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Whether a MAC or IP address exists twice on one segment. */
final class DuplicateCheck implements TogetherCheck {
  @Override
  public String name() {
    return "duplicate addresses";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.DUPLICATE_MAC, Fault.DUPLICATE_IP);
  }

  @Override
  public Verdict examine(List<Patient> patients) {
    List<Diagnosis> found = new ArrayList<>();
    for (Segment segment : Segment.of(patients)) {
      twice(segment, station -> List.of(station.mac()))
          .forEach((mac, both) -> found.add(mac(segment, mac, both)));
      twice(segment, station -> station.addresses().stream().map(Link.Address::local).toList())
          .forEach((address, both) -> found.add(address(segment, address, both)));
    }
    return Verdict.of(found);
  }

  /** What more than one station has, with those that have it. */
  private static Map<String, List<Station>> twice(
      Segment segment, Function<Station, List<String>> of) {
    Map<String, List<Station>> all = new LinkedHashMap<>();
    for (Station station : segment.stations()) {
      for (String one : of.apply(station)) {
        all.computeIfAbsent(one, _ -> new ArrayList<>()).add(station);
      }
    }
    all.values().removeIf(stations -> stations.size() < 2);
    return all;
  }

  private static Diagnosis mac(Segment segment, String mac, List<Station> both) {
    Station second = both.getLast();
    return new Diagnosis(
        Fault.DUPLICATE_MAC,
        second.end().label(),
        "connections stall and come back: frames go now to one station, now to the other",
        evidence(both),
        names(both) + " have the MAC address " + mac + " on " + segment.name(),
        Remedy.byHand(
            "Give one of them another address, as a cloned machine or --mac-address needs",
            second
                .end()
                .place()
                .shown(
                    List.of(
                        "ip",
                        "link",
                        "set",
                        second.end().link().name(),
                        "address",
                        another(second)))));
  }

  /** A locally administered address made of the interface's number and its host's name. */
  private static String another(Station station) {
    int host = Math.floorMod(station.host().place().hashCode(), 0x10000);
    int index = station.end().link().index() & 0xffff;
    return "02:4c:%02x:%02x:%02x:%02x".formatted(host >> 8, host & 0xff, index >> 8, index & 0xff);
  }

  private static Diagnosis address(Segment segment, String address, List<Station> both) {
    Station second = both.getLast();
    return new Diagnosis(
        Fault.DUPLICATE_IP,
        second.end().label(),
        "connections to " + address + " reach now one station, now the other, and are reset",
        evidence(both),
        names(both) + " have the address " + address + " on " + segment.name(),
        Remedy.byHand(
            "Give one of them another address",
            second
                .end()
                .place()
                .shown(
                    List.of(
                        "ip",
                        "address",
                        "delete",
                        address + "/" + length(second, address),
                        "dev",
                        second.end().link().name()))));
  }

  private static int length(Station station, String address) {
    return station.addresses().stream()
        .filter(a -> a.local().equals(address))
        .mapToInt(a -> a.network().length())
        .findFirst()
        .orElse(0);
  }

  private static List<Evidence> evidence(List<Station> stations) {
    return stations.stream()
        .map(s -> Link.reading(s.end().place()).evidence(s.end().link().line()))
        .toList();
  }

  private static String names(List<Station> stations) {
    return String.join(" and ", stations.stream().map(s -> s.end().label()).toList());
  }
}
