package dev.linerate.telemetry;

import java.util.List;

/**
 * What was dropped on the way between the endpoints, from before the trial's connection was made
 * until after it was closed: what a warm-up or omitted seconds lost is in it, too.
 *
 * @param hops from the client to the server where the order is known
 */
public record PathDrops(List<PathHop> hops) {
  public PathDrops {
    hops = List.copyOf(hops);
  }
}
