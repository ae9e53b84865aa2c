package dev.linerate.doctor.path;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.state.Link;
import dev.linerate.doctor.state.Prefix;
import dev.linerate.doctor.state.Route;
import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.Optional;

/**
 * One direction of a path, as the sender's tables have it.
 *
 * @param out the interface that packets leave by
 * @param source the sender's address on it
 * @param target the receiver's address
 * @param next whose MAC address they are sent to: the target, or a gateway
 */
record Leg(PathEnd from, PathEnd to, Link out, String source, String target, String next) {
  /**
   * Finds the way.
   *
   * @throws LinerateException when the sender has no route, or the receiver no address
   */
  static Leg of(PathEnd from, PathEnd to) {
    Patient sender = from.inside().orElseThrow();
    List<Route> routes = Route.all(sender);
    List<Link> links = Link.all(sender);
    String target = target(to, links);
    Prefix wanted = Prefix.parse(target).orElseThrow();
    Route route =
        Route.to(wanted, routes)
            .orElseThrow(() ->
                LinerateException.environment(
                    "%s has no route to %s (%s)".formatted(from.name(), to.name(), target),
                    "Add one: " + sender.shown(List.of("ip", "route", "add", target, "via", "…"))));
    Link out =
        links.stream().filter(link -> link.name().equals(route.device())).findFirst().orElseThrow();
    String source = out.addresses().stream().map(Link.Address::local).findFirst().orElse("0.0.0.0");
    return new Leg(from, to, out, source, target, route.via().orElse(target));
  }

  /** An address in a network that the sender has too, else the first. */
  private static String target(PathEnd to, List<Link> senders) {
    if (to.address().isPresent()) {
      return to.address().get();
    }
    List<Link.Address> own =
        Link.all(to.inside().orElseThrow()).stream()
            .filter(link -> !link.loopback())
            .flatMap(link -> link.addresses().stream())
            .toList();
    return own.stream()
        .filter(address -> shared(address, senders))
        .findFirst()
        .or(() -> own.stream().findFirst())
        .map(Link.Address::local)
        .orElseThrow(() ->
            LinerateException.environment(
                to.name() + " has no IPv4 address", "Give its interface one"));
  }

  private static boolean shared(Link.Address address, List<Link> links) {
    return links.stream()
        .flatMap(link -> link.addresses().stream())
        .anyMatch(a -> a.network().equals(address.network()));
  }

  /** Whether sender and receiver are on one Ethernet. */
  boolean direct() {
    return next.equals(target);
  }

  Patient sender() {
    return from.inside().orElseThrow();
  }

  /** The receiver's interface, where it can be looked into. */
  Optional<Link> in() {
    return to.inside()
        .flatMap(patient ->
            Link.all(patient).stream()
                .filter(link -> link.addresses().stream().anyMatch(a -> a.local().equals(target)))
                .findFirst());
  }

  /** The hosts at both ends, each once. */
  List<Patient> hosts() {
    return java.util.stream.Stream.of(from.host(), to.host())
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** {@code netns:web → netns:db}. */
  String place() {
    return from.name() + " → " + to.name();
  }
}
