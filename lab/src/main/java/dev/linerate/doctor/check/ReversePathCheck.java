package dev.linerate.doctor.check;

import dev.linerate.doctor.Diagnosis;
import dev.linerate.doctor.Evidence;
import dev.linerate.doctor.Fault;
import dev.linerate.doctor.HostCheck;
import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import dev.linerate.doctor.Remedy;
import dev.linerate.doctor.Verdict;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Prefix;
import dev.linerate.doctor.state.Route;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a strict reverse path filter meets routes that lead back by another interface (RFC 3704;
 * ip-sysctl.rst: the stricter of {@code all} and the interface's own counts).
 */
final class ReversePathCheck implements HostCheck {
  private static final String STRICT = "1";
  private static final String LOOSE = "2";

  @Override
  public String name() {
    return "reverse path filter";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.REVERSE_PATH);
  }

  @Override
  public Verdict examine(Patient patient) {
    String all = patient.sysctl(key("all")).require();
    List<Route> routes = Route.all(patient);
    List<Diagnosis> found = new ArrayList<>();
    for (Link link : Link.all(patient)) {
      if (!link.loopback() && !link.addresses().isEmpty() && strict(patient, link, all)) {
        detour(link, routes).ifPresent(route -> found.add(diagnosis(patient, link, route)));
      }
    }
    return Verdict.of(found);
  }

  private static String key(String device) {
    return "net.ipv4.conf." + device + ".rp_filter";
  }

  /** The greater of both counts: loose beats strict. */
  private static boolean strict(Patient patient, Link link, String all) {
    String own = patient.sysctl(key(link.name())).text().orElse("0");
    return !all.equals(LOOSE) && !own.equals(LOOSE) && (all.equals(STRICT) || own.equals(STRICT));
  }

  /** A route by which answers to neighbours on the interface leave elsewhere. */
  private static Optional<Route> detour(Link link, List<Route> routes) {
    return routes.stream()
        .filter(route -> !route.device().equals(link.name()))
        .filter(route ->
            link.addresses().stream().anyMatch(a -> a.network().contains(route.destination())))
        .filter(route -> preferred(route, link, routes))
        .findFirst();
  }

  /** Whether it wins against the interface's own routes to the same addresses. */
  private static boolean preferred(Route route, Link link, List<Route> routes) {
    Prefix one = new Prefix(route.destination().network(), Prefix.HOST);
    return Route.to(one, routes).filter(best -> !best.device().equals(link.name())).isPresent();
  }

  private static Diagnosis diagnosis(Patient patient, Link link, Route route) {
    Reading filter = patient.sysctl(key(link.name()));
    String own = filter.text().orElse("0");
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(filter.evidence(key(link.name()) + " = " + own));
    if (!own.equals(STRICT)) {
      evidence.add(patient.sysctl(key("all")).evidence(key("all") + " = " + STRICT));
    }
    evidence.add(Route.reading(patient).evidence(route.line()));
    return new Diagnosis(
        Fault.REVERSE_PATH,
        patient.place() + " " + link.name(),
        "packets from " + route.destination() + " arrive on " + link.name() + " and are dropped",
        evidence,
        "The strict reverse path filter wants answers to leave where the packet came in, and the"
            + " route leads out of "
            + route.device(),
        Remedy.cure(
            "Make the filter loose on " + link.name() + ", or mend the route",
            Cures.sysctl(patient, key(link.name()), LOOSE, own)));
  }
}
