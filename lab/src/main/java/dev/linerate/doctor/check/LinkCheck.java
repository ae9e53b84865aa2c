package dev.linerate.doctor.check;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.host.Uplink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the interfaces that carry traffic for others are up: uplink, bridges, their ports. */
final class LinkCheck implements HostCheck {
  @Override
  public String name() {
    return "interfaces";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.LINK_DOWN);
  }

  @Override
  public Verdict examine(Patient patient) {
    List<Link> links = Link.all(patient);
    List<Diagnosis> found = new ArrayList<>();
    patient.host().uplink().flatMap(uplink -> uplink(patient, uplink, links)).ifPresent(found::add);
    links.stream()
        .filter(link -> !link.up() && carriesOthers(link, links))
        .map(link -> down(patient, link))
        .forEach(found::add);
    return Verdict.of(found);
  }

  private static boolean carriesOthers(Link link, List<Link> links) {
    boolean port = link.master().isPresent();
    return port || (link.bridge() && links.stream().anyMatch(other -> other.portOf(link)));
  }

  private static Optional<Diagnosis> uplink(Patient patient, Uplink uplink, List<Link> links) {
    Optional<Link> found =
        links.stream().filter(link -> link.name().equals(uplink.iface())).findFirst();
    if (found.isEmpty()) {
      return Optional.of(gone(patient, uplink));
    }
    return found
        .filter(link -> !link.up() || !link.carrier())
        .map(link -> link.up() ? noCarrier(patient, link) : down(patient, link));
  }

  private static Diagnosis gone(Patient patient, Uplink uplink) {
    return new Diagnosis(
        Fault.LINK_DOWN,
        patient.place(),
        "no other host can be reached",
        List.of(
            new Evidence(Link.reading(patient).source(), "(no interface " + uplink.iface() + ")")),
        "The interface " + uplink.iface() + " that joins it to the others is gone",
        Remedy.byHand("Bring the lab down and up again"));
  }

  private static Diagnosis noCarrier(Patient patient, Link link) {
    return new Diagnosis(
        Fault.LINK_DOWN,
        patient.place(),
        "no other host can be reached",
        List.of(Link.reading(patient).evidence(link.line())),
        link.name() + " is up and has no carrier: its other end is down or unplugged",
        Remedy.byHand("Bring its other end up, or plug the cable in"));
  }

  private static Diagnosis down(Patient patient, Link link) {
    return new Diagnosis(
        Fault.LINK_DOWN,
        patient.place() + " " + link.name(),
        "nothing passes " + link.name(),
        List.of(Link.reading(patient).evidence(link.line())),
        "The interface is down",
        Remedy.cure(
            "Take it up",
            Cure.safe(
                List.of(patient.command("ip", "link", "set", link.name(), "up")),
                List.of(patient.command("ip", "link", "set", link.name(), "down")))));
  }
}
