package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of a host's namespaces, and which of them are two ends of one veth pair.
 *
 * @param ends all interfaces
 */
public record Wires(List<End> ends) {
  public Wires {
    ends = List.copyOf(ends);
  }

  /** An interface and where it is. */
  public record End(Patient place, Link link) {
    /** {@code h1 container web eth0}. */
    public String label() {
      return place.place() + " " + link.name();
    }
  }

  /**
   * Those of places that can be told apart by the numbers of their interfaces.
   *
   * @throws dev.linerate.fault.LinerateException when one cannot be read
   */
  public static Wires of(List<Patient> places) {
    List<End> ends = new ArrayList<>();
    for (Patient place : places) {
      Link.all(place).forEach(link -> ends.add(new End(place, link)));
    }
    return new Wires(ends);
  }

  /** The other end of a veth; empty when it is nowhere that was looked into, or not certain. */
  public Optional<End> other(End end) {
    Link link = end.link();
    if (!link.kind().equals("veth") || link.peerIndex() == 0) {
      return Optional.empty();
    }
    boolean away = link.peerNetns().isPresent();
    List<End> fitting =
        ends.stream()
            .filter(e -> e.link().kind().equals("veth"))
            .filter(e -> e.link().index() == link.peerIndex())
            .filter(e -> e.link().peerIndex() == link.index())
            .filter(e -> away != e.place().equals(end.place()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  /** The ports of a bridge. */
  public List<End> ports(End bridge) {
    return ends.stream()
        .filter(e -> e.place().equals(bridge.place()) && e.link().portOf(bridge.link()))
        .toList();
  }

  /** All bridges. */
  public List<End> bridges() {
    return ends.stream().filter(e -> e.link().bridge()).toList();
  }
}
