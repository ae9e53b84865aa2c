package dev.linerate.doctor.path;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.state.ForwardingEntry;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with addresses and the tables that lead to them. */
final class NeighbourFindings {
  private final Leg leg;
  private final Probed probed;
  private final Patient sender;
  private final Optional<Link> receiver;

  NeighbourFindings(Leg leg, Probed probed) {
    this.leg = leg;
    this.probed = probed;
    this.sender = leg.sender();
    this.receiver = leg.direct() ? leg.in() : Optional.empty();
  }

  List<Diagnosis> all() {
    List<Diagnosis> found = new ArrayList<>();
    Optional<Diagnosis> mac = duplicateMac();
    mac.ifPresent(found::add);
    duplicateIp().filter(_ -> mac.isEmpty()).ifPresent(found::add);
    entry().ifPresent(found::add);
    if (probed.lost()) {
      forwarding().ifPresent(found::add);
    }
    return found;
  }

  private Optional<Diagnosis> duplicateMac() {
    String own = leg.out().mac();
    boolean same =
        !leg.out().loopback()
            && (receiver.filter(link -> !sameInterface(link) && link.mac().equals(own)).isPresent()
                || probed.owners().contains(own));
    if (!same) {
      return Optional.empty();
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Link.reading(sender).evidence(leg.out().line()));
    receiver.ifPresent(
        link -> evidence.add(Link.reading(leg.to().inside().orElseThrow()).evidence(link.line())));
    probed.owners().stream().filter(own::equals).forEach(mac -> evidence.add(answer(mac)));
    return Optional.of(
        new Diagnosis(
            Fault.DUPLICATE_MAC,
            leg.place(),
            leg.from().name() + " and " + leg.to().name() + " do not reach each other",
            evidence,
            "Both have the MAC address " + own + ": the switch between them delivers to one",
            Remedy.byHand(
                "Give one of them another",
                sender.shown(
                    List.of("ip", "link", "set", leg.out().name(), "address", another(own))))));
  }

  /** Both ends are the same interface when somebody asks for the path to himself. */
  private boolean sameInterface(Link link) {
    return link.index() == leg.out().index() && leg.from().netns().equals(leg.to().netns());
  }

  /** Locally administered, as linerate's own (IEEE 802). */
  private static String another(String mac) {
    return "02" + mac.substring(2, 15) + (mac.endsWith("01") ? "02" : "01");
  }

  private Evidence answer(String mac) {
    return new Evidence("arping -I " + leg.out().name() + " " + leg.next(), "answered by " + mac);
  }

  private Optional<Diagnosis> duplicateIp() {
    Set<String> owners = probed.owners();
    boolean another =
        receiver.filter(link -> !owners.isEmpty() && !owners.contains(link.mac())).isPresent();
    if (owners.size() < 2 && !another) {
      return Optional.empty();
    }
    List<Evidence> evidence = new ArrayList<>();
    owners.stream().sorted().forEach(mac -> evidence.add(answer(mac)));
    receiver.ifPresent(
        link -> evidence.add(Link.reading(leg.to().inside().orElseThrow()).evidence(link.line())));
    return Optional.of(
        new Diagnosis(
            Fault.DUPLICATE_IP,
            leg.place(),
            "connections to " + leg.next() + " are refused, hang, or reach another machine",
            evidence,
            "%s is the address of more than one: %s"
                .formatted(leg.next(), owners.stream().sorted().collect(Collectors.joining(", "))),
            Remedy.byHand(
                "Find the one that should not have it by its MAC address, and take it away",
                sender.shown(List.of("bridge", "fdb", "show")))));
  }

  // --- tables -----------------------------------------------------------------------------------

  private Optional<Diagnosis> entry() {
    Set<String> right =
        probed.owners().isEmpty()
            ? receiver.map(link -> Set.of(link.mac())).orElse(Set.of())
            : probed.owners();
    return Neighbour.all(sender).stream()
        .filter(entry -> entry.address().equals(leg.next()))
        .filter(entry -> entry.device().equals(leg.out().name()) && !entry.mac().isEmpty())
        .filter(entry -> entry.permanent() || probed.lost())
        .filter(entry -> !right.isEmpty() && !right.contains(entry.mac()))
        .findFirst()
        .map(entry -> entry(entry, right));
  }

  private Diagnosis entry(Neighbour entry, Set<String> right) {
    Reading table = Neighbour.reading(sender);
    List<String> words = List.of("dev", entry.device());
    List<String> delete = with(List.of("ip", "neigh", "delete", entry.address()), words);
    List<String> restore =
        with(
            List.of("ip", "neigh", "replace", entry.address(), "lladdr", entry.mac()),
            with(words, List.of("nud", entry.permanent() ? "permanent" : "stale")));
    return new Diagnosis(
        Fault.ARP_ENTRY,
        leg.place(),
        leg.to().name() + " does not answer " + leg.from().name(),
        List.of(table.evidence(entry.line()), answer(right.stream().sorted().findFirst().get())),
        "Packets for %s are sent to %s, and its owner is %s"
            .formatted(entry.address(), entry.mac(), String.join(", ", right)),
        Remedy.cure(
            "Remove the entry: the kernel finds the right one by itself",
            Cure.safe(List.of(sender.command(delete)), List.of(sender.command(restore)))));
  }

  /** An entry of a tunnel that sends the receiver's frames to a host it is not on. */
  private Optional<Diagnosis> forwarding() {
    Optional<Patient> here = leg.from().host();
    Optional<Patient> there = leg.to().host();
    if (here.isEmpty() || there.isEmpty() || here.equals(there) || receiver.isEmpty()) {
      return Optional.empty();
    }
    List<String> addresses =
        Link.all(there.get()).stream()
            .flatMap(link -> link.addresses().stream())
            .map(Link.Address::local)
            .toList();
    return ForwardingEntry.all(here.get()).stream()
        .filter(entry -> entry.mac().equals(receiver.get().mac()))
        .filter(entry -> entry.remote().filter(r -> !addresses.contains(r)).isPresent())
        .findFirst()
        .map(entry -> forwarding(here.get(), entry, addresses));
  }

  private Diagnosis forwarding(Patient here, ForwardingEntry entry, List<String> addresses) {
    List<String> what =
        List.of(entry.mac(), "dev", entry.device(), "dst", entry.remote().orElseThrow(), "self");
    return new Diagnosis(
        Fault.FDB_ENTRY,
        here.place() + " " + entry.device(),
        leg.to().name() + " does not answer " + leg.from().name(),
        List.of(
            ForwardingEntry.reading(here).evidence(entry.line()),
            Link.reading(leg.to().inside().orElseThrow()).evidence(receiver.orElseThrow().line())),
        "Frames for it are sent to the host %s, and it is on the one with %s"
            .formatted(entry.remote().orElseThrow(), String.join(", ", addresses)),
        Remedy.cure(
            "Remove the entry: the interface learns the right one, or sends to its remote",
            Cure.safe(
                List.of(here.command(with(List.of("bridge", "fdb", "delete"), what))),
                List.of(
                    here.command(
                        with(
                            with(List.of("bridge", "fdb", "replace"), what),
                            List.of("permanent")))))));
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
