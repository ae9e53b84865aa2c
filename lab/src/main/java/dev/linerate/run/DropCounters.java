package dev.linerate.run;

import dev.linerate.host.Command;
import dev.linerate.host.Parallel;
import dev.linerate.network.Layout.Place;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the interfaces of a namespace and their queues have dropped since they were made: {@code ip
 * -s link} (ip-link(8)) and {@code tc -s qdisc} (tc(8)).
 *
 * @param links by name
 * @param queues those that can hold or refuse a packet, in tc's order
 */
record DropCounters(Map<String, Link> links, Map<Queue, Long> queues) {
  /** What {@code noqueue} refuses, it has never had. */
  private static final String NO_QUEUE = "noqueue";

  /** Packets. */
  record Link(OptionalLong received, OptionalLong sent) {}

  /** A queueing discipline; one that is replaced by another has another handle. */
  record Queue(String dev, String kind, String handle, String parent) {}

  /**
   * Reads a namespace's.
   *
   * @throws dev.linerate.fault.LinerateException when a command fails
   * @throws IllegalArgumentException when it says what cannot be read
   */
  static DropCounters read(Place place) {
    List<String> said =
        Parallel.map(
            List.of(
                Command.of("ip", "-s", "-json", "link"), Command.of("tc", "-s", "-json", "qdisc")),
            command -> place.host().require(command.in(place.namespace())));
    return parse(said.getFirst(), said.getLast());
  }

  /**
   * From what the two commands print.
   *
   * @throws IllegalArgumentException when either is no JSON
   */
  static DropCounters parse(String ip, String tc) {
    Map<String, Link> links = new HashMap<>();
    for (JsonNode link : tree("ip", ip)) {
      JsonNode stats = link.path("stats64");
      links.put(
          link.path("ifname").asString(""),
          new Link(
              count(stats.path("rx").path("dropped")), count(stats.path("tx").path("dropped"))));
    }
    Map<Queue, Long> queues = new LinkedHashMap<>();
    for (JsonNode queue : tree("tc", tc)) {
      String kind = queue.path("kind").asString("");
      OptionalLong dropped = count(queue.path("drops"));
      if (dropped.isPresent() && !kind.equals(NO_QUEUE)) {
        queues.put(
            new Queue(
                queue.path("dev").asString(""),
                kind,
                queue.path("handle").asString(""),
                queue.path("parent").asString("")),
            dropped.getAsLong());
      }
    }
    return new DropCounters(links, queues);
  }

  private static JsonNode tree(String program, String json) {
    try {
      return JsonMapper.shared().readTree(json.isBlank() ? "[]" : json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(program + " printed no JSON", e);
    }
  }

  private static OptionalLong count(JsonNode node) {
    return node.canConvertToLong() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  /**
   * What an interface has dropped since an earlier reading.
   *
   * @param place for people
   * @return empty when there is no interface of that name
   */
  Optional<PathHop> since(DropCounters earlier, String place, String name, String kind) {
    Link now = links.get(name);
    if (now == null) {
      return Optional.empty();
    }
    Link then = earlier.links.getOrDefault(name, new Link(OptionalLong.of(0), OptionalLong.of(0)));
    List<QueueDrops> dropped = new ArrayList<>();
    queues.forEach((queue, count) -> {
      long growth = count - earlier.queues.getOrDefault(queue, 0L);
      // a queue that was made anew under its old number has nothing to compare with
      if (queue.dev().equals(name) && growth >= 0) {
        dropped.add(new QueueDrops(queue.kind(), queue.handle(), queue.parent(), growth));
      }
    });
    return Optional.of(
        new PathHop(
            place,
            name,
            kind,
            growth(then.received(), now.received()),
            growth(then.sent(), now.sent()),
            dropped));
  }

  private static OptionalLong growth(OptionalLong then, OptionalLong now) {
    return then.isPresent() && now.isPresent() && now.getAsLong() >= then.getAsLong()
        ? OptionalLong.of(now.getAsLong() - then.getAsLong())
        : OptionalLong.empty();
  }
}
