package dev.linerate.network;

import dev.linerate.host.Endpoint;
import dev.linerate.host.Host;
import dev.linerate.plan.Placement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoints every driver makes: {@code a} on the first host is the client; {@code b} beside it
 * is the same-host server; {@code c} on the second host is the cross-host server.
 */
public final class Seats {
  private Seats() {}

  /**
   * One endpoint to make.
   *
   * @param number 1 for a, 2 for b, 3 for c; last byte of addresses too
   */
  public record Seat(Host host, String letter, int number) {}

  /** The endpoints the asked placements need. */
  public static List<Seat> of(NetworkSpec spec) {
    List<Seat> seats = new ArrayList<>();
    Host first = spec.hosts().getFirst();
    seats.add(new Seat(first, "a", 1));
    if (spec.placements().contains(Placement.SAME_HOST)) {
      seats.add(new Seat(first, "b", 2));
    }
    if (spec.placements().contains(Placement.CROSS_HOST)) {
      seats.add(new Seat(spec.hosts().get(1), "c", 3));
    }
    return seats;
  }

  /** The hosts that have an endpoint, each once. */
  public static List<Host> hosts(NetworkSpec spec) {
    return of(spec).stream().map(Seat::host).distinct().toList();
  }

  /** Pairs by placement, from the endpoints in the order of {@link #of}. */
  public static Map<Placement, EndpointPair> pairs(NetworkSpec spec, List<Endpoint> made) {
    Map<Placement, EndpointPair> pairs = new EnumMap<>(Placement.class);
    List<Seat> seats = of(spec);
    for (int i = 1; i < seats.size(); i++) {
      Placement placement =
          seats.get(i).letter().equals("b") ? Placement.SAME_HOST : Placement.CROSS_HOST;
      pairs.put(placement, new EndpointPair(made.getFirst(), made.get(i)));
    }
    return pairs;
  }
}
