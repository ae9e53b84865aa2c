package dev.linerate.doctor.path;

import dev.linerate.doctor.Cure;
import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.path.PathState.Change;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Prefix;
import dev.linerate.doctor.state.Route;
import dev.linerate.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a place dropped packets because their answers would leave by another interface. */
final class ReversePathFinding {
  private static final String STRICT = "1";
  private static final String LOOSE = "2";

  private final Leg leg;
  private final Change change;
  private final Patient patient;

  ReversePathFinding(Leg leg, Change change) {
    this.leg = leg;
    this.change = change;
    this.patient = change.patient();
  }

  Optional<Diagnosis> diagnosis() {
    long dropped = change.risen(KernelCounters.REVERSE_PATH);
    List<String> strict = dropped > 0 ? strict() : entrance();
    if (strict.isEmpty()) {
      return Optional.empty();
    }
    List<Evidence> evidence = new ArrayList<>();
    if (dropped > 0) {
      evidence.add(
          new Evidence(
              patient.shown(List.of("cat", "/proc/net/netstat")),
              "IPReversePathFilter: %d more packets dropped".formatted(dropped)));
    }
    back()
        .ifPresent(route ->
            evidence.add(Route.reading(leg.to().inside().orElseThrow()).evidence(route.line())));
    strict.forEach(device ->
        evidence.add(
            new Evidence(
                patient.shown(List.of("sysctl", key(device))), key(device) + " = " + own(device))));
    return Optional.of(
        new Diagnosis(
            Fault.REVERSE_PATH,
            patient.place(),
            "packets between %s and %s are dropped".formatted(leg.from().name(), leg.to().name()),
            evidence,
            "They come in by another interface than the one answers to their sender leave by, and"
                + " the reverse path filter is strict (RFC 3704)",
            Remedy.cure(
                "Make the filter loose on " + String.join(", ", strict) + ", or mend the routes",
                cure(strict))));
  }

  private Cure cure(List<String> devices) {
    List<Command> apply = new ArrayList<>();
    List<Command> undo = new ArrayList<>();
    for (String device : devices) {
      apply.add(patient.command("sysctl", "-w", key(device) + "=" + LOOSE));
      undo.add(patient.command("sysctl", "-w", key(device) + "=" + own(device)));
    }
    return Cure.safe(apply, undo);
  }

  /** Interfaces with a strict filter by which nothing goes to either end. */
  private List<String> strict() {
    List<String> usual = usual();
    return Link.all(patient).stream()
        .filter(link -> link.up() && !link.loopback() && !link.addresses().isEmpty())
        .map(Link::name)
        .filter(device -> !usual.contains(device) && filter(device).equals(STRICT))
        .toList();
  }

  /**
   * The strict interface that the receiver's answers are routed to. The filter holds for ARP too,
   * so that they may not even come to be counted.
   */
  private List<String> entrance() {
    Optional<String> gateway = back().flatMap(Route::via);
    return Link.all(patient).stream()
        .filter(
            link -> link.addresses().stream().anyMatch(a -> gateway.equals(Optional.of(a.local()))))
        .map(Link::name)
        .filter(strict()::contains)
        .toList();
  }

  /** The receiver's route to the sender. */
  private Optional<Route> back() {
    return leg.to()
        .inside()
        .flatMap(receiver ->
            Prefix.parse(leg.source()).flatMap(prefix -> Route.to(prefix, Route.all(receiver))));
  }

  private List<String> usual() {
    List<Route> routes = Route.all(patient);
    List<String> own = own();
    List<String> usual = new ArrayList<>();
    for (String address : List.of(leg.target(), leg.source())) {
      Prefix.parse(address)
          .filter(_ -> !own.contains(address))
          .flatMap(prefix -> Route.to(prefix, routes))
          .ifPresent(route -> usual.add(route.device()));
    }
    return usual;
  }

  private List<String> own() {
    return Link.all(patient).stream()
        .flatMap(link -> link.addresses().stream())
        .map(Link.Address::local)
        .toList();
  }

  /** The larger of the two counts (ip-sysctl.rst). */
  private String filter(String device) {
    String all = own("all");
    String own = own(device);
    return all.compareTo(own) > 0 ? all : own;
  }

  private String own(String device) {
    return patient.sysctl(key(device)).text().orElse("0");
  }

  private static String key(String device) {
    return "net.ipv4.conf." + device + ".rp_filter";
  }
}
