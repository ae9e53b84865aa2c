package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.ArrayList;
import java.util.List;

/** What the places of a path have counted at a moment. */
record PathState(List<Counted> places) {
  PathState {
    places = List.copyOf(places);
  }

  /**
   * One place.
   *
   * @param patient it, as it is in the rest of the examination
   * @param firewall how the rules were asked for
   */
  record Counted(Patient patient, KernelCounters kernel, FirewallDrops drops, Reading firewall) {}

  static PathState now(List<Patient> places) {
    List<Counted> counted = new ArrayList<>();
    for (Patient place : places) {
      // a patient keeps its answers, and counters rise
      Patient fresh = place.again();
      String kernel =
          fresh.file("/proc/net/snmp").text().orElse("")
              + fresh.file("/proc/net/netstat").text().orElse("");
      Reading rules = fresh.ask("iptables-save", "-c");
      counted.add(
          new Counted(
              place,
              KernelCounters.parse(kernel),
              FirewallDrops.parse(rules.text().orElse("")),
              rules));
    }
    return new PathState(counted);
  }

  /** What a place has dropped since an earlier moment. */
  record Change(
      Patient patient,
      KernelCounters before,
      KernelCounters after,
      List<FirewallDrops.Drop> drops,
      Reading firewall) {
    long risen(String counter) {
      return after.since(before, counter);
    }
  }

  /** The changes of each place since. */
  List<Change> since(PathState before) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Counted now = places.get(i);
      Counted then = before.places.get(i);
      changes.add(
          new Change(
              now.patient(),
              then.kernel(),
              now.kernel(),
              now.drops().since(then.drops()),
              now.firewall()));
    }
    return changes;
  }
}
