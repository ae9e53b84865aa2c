package dev.linerate.doctor.state;

import dev.linerate.doctor.Patient;
import dev.linerate.doctor.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An IPv4 route of the main table, as {@code ip -json route} tells it.
 *
 * @param metric the smaller wins among equal destinations
 */
public record Route(Prefix destination, String device, Optional<String> via, int metric) {
  private static final Comparator<Route> PREFERENCE =
      Comparator.comparingInt((Route r) -> r.destination.length())
          .reversed()
          .thenComparingInt(Route::metric);

  /** What is asked. */
  public static Reading reading(Patient patient) {
    return patient.ask("ip", "-json", "-4", "route");
  }

  /**
   * All routes of a place that lead out of an interface.
   *
   * @throws dev.linerate.fault.LinerateException when they cannot be read
   */
  public static List<Route> all(Patient patient) {
    List<Route> routes = new ArrayList<>();
    for (JsonNode row : Tables.rows(reading(patient))) {
      Optional<Prefix> destination = Prefix.parse(row.path("dst").asString(""));
      String device = row.path("dev").asString("");
      if (destination.isPresent() && !device.isEmpty()) {
        JsonNode via = row.path("gateway");
        routes.add(
            new Route(
                destination.get(),
                device,
                via.isString() ? Optional.of(via.asString()) : Optional.empty(),
                row.path("metric").asInt(0)));
      }
    }
    return routes;
  }

  /** The route that packets to an address take. */
  public static Optional<Route> to(Prefix address, List<Route> routes) {
    return routes.stream().filter(r -> r.destination.contains(address)).min(PREFERENCE);
  }

  /** In the words of ip-route(8). */
  public String line() {
    return (destination.equals(Prefix.DEFAULT) ? "default" : destination.toString())
        + via.map(gateway -> " via " + gateway).orElse("")
        + " dev "
        + device
        + (metric == 0 ? "" : " metric " + metric);
  }
}
