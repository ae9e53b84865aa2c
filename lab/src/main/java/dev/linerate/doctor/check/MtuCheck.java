package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Places;
import dev.linerate.doctor.state.Wires;
import dev.linerate.doctor.state.Wires.End;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether an interface may send frames that the next one drops without a word. A veth drops what is
 * larger than its own MTU, and so does a bridge for its port, and neither sends an ICMP message, as
 * a router would (RFC 1191).
 */
final class MtuCheck implements HostCheck {
  @Override
  public String name() {
    return "MTUs";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.MTU_HOLE);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Patient> places = new ArrayList<>(Places.of(patient));
    patient
        .host()
        .uplink()
        .flatMap(Uplink::fabric)
        .ifPresent(fabric -> places.add(patient.inside(fabric, "switch")));
    Wires wires = Wires.of(places);
    List<Diagnosis> found = new ArrayList<>();
    for (End end : wires.ends()) {
      if (!end.place().place().equals("switch")) {
        smaller(wires, end).ifPresent(next -> found.add(diagnosis(end, next)));
      }
    }
    return Verdict.of(found);
  }

  /** What is behind a veth and takes less than it may send: its other end, or a tunnel beyond. */
  private static Optional<End> smaller(Wires wires, End end) {
    Optional<End> other = wires.other(end);
    Optional<End> tunnel =
        other
            .filter(o -> o.link().master().isPresent())
            .flatMap(o ->
                wires.bridges().stream()
                    .filter(bridge ->
                        bridge.place().equals(o.place()) && o.link().portOf(bridge.link()))
                    .findFirst())
            .flatMap(bridge ->
                wires.ports(bridge).stream()
                    .filter(port -> port.link().vxlan().isPresent())
                    .min(Comparator.comparingInt(port -> port.link().mtu())));
    return Stream.of(tunnel, other)
        .flatMap(Optional::stream)
        .filter(next -> next.link().mtu() < end.link().mtu())
        .findFirst();
  }

  private static Diagnosis diagnosis(End end, End next) {
    int mtu = next.link().mtu();
    int old = end.link().mtu();
    Patient place = end.place();
    String name = end.link().name();
    return new Diagnosis(
        Fault.MTU_HOLE,
        end.label(),
        "ping and small messages work, and TCP stalls as soon as it sends full packets",
        List.of(
            Link.reading(place).evidence(end.link().line()),
            Link.reading(next.place()).evidence(next.link().line())),
        "%s sends up to %d bytes and %s takes %d: larger packets are dropped without a word"
            .formatted(end.label(), old, next.label(), mtu),
        Remedy.cure(
            "Let it send no more than the path takes; for all containers of a network:"
                + " com.docker.network.driver.mtu",
            Cure.safe(
                List.of(place.command("ip", "link", "set", name, "mtu", Integer.toString(mtu))),
                List.of(place.command("ip", "link", "set", name, "mtu", Integer.toString(old))))));
  }
}
