package dev.linerate.telemetry;

import java.util.List;
import java.util.OptionalLong;

/**
 * An interface that packets between the endpoints pass, and what it dropped around the trial.
 *
 * @param place the network namespace it is in, for people: {@code h1}, {@code switch}
 * @param kind the kernel's word: {@code veth}, {@code bridge}, {@code vxlan}, {@code tap}
 * @param receivedDrops packets that came in there and were not handed on ({@code ip -s link});
 *     empty when not told
 * @param sentDrops packets that were to leave there and did not, but for those of its queues
 * @param queues its queueing disciplines; those that hold nothing ({@code noqueue}) are left out
 */
public record PathHop(
    String place,
    String name,
    String kind,
    OptionalLong receivedDrops,
    OptionalLong sentDrops,
    List<QueueDrops> queues) {
  public PathHop {
    queues = List.copyOf(queues);
  }
}
