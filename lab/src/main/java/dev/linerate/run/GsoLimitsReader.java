package dev.linerate.run;

import dev.linerate.fault.LinerateException;
import dev.linerate.host.Endpoint;
import dev.linerate.host.NetNs;
import dev.linerate.host.Output;
import dev.linerate.telemetry.GsoLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How large packets interfaces are given ({@code ip -details link}, ip-link(8)): the kernel tells
 * it over netlink alone. Asked once for each namespace of a run.
 */
final class GsoLimitsReader {
  private final Map<NetNs, Map<String, GsoLimits>> known = new ConcurrentHashMap<>();

  /** By interface; those are missing of which ip says nothing. */
  Map<String, GsoLimits> of(Endpoint endpoint) {
    return known.computeIfAbsent(endpoint.netns(), _ -> ask(endpoint));
  }

  private static Map<String, GsoLimits> ask(Endpoint endpoint) {
    try {
      Output output =
          endpoint.host().run(endpoint.command("ip", "-json", "-details", "link", "show"));
      return output.ok() ? parse(output.out()) : Map.of();
    } catch (LinerateException e) {
      // without ip nothing else would work either; it is told there
      return Map.of();
    }
  }

  static Map<String, GsoLimits> parse(String json) {
    Map<String, GsoLimits> limits = new HashMap<>();
    for (JsonNode link : tree(json)) {
      JsonNode size = link.path("gso_max_size");
      JsonNode segments = link.path("gso_max_segs");
      if (size.isNumber() && segments.isNumber()) {
        limits.put(
            link.path("ifname").asString(""), new GsoLimits(size.asLong(), segments.asLong()));
      }
    }
    return limits;
  }

  private static JsonNode tree(String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      return JsonMapper.shared().createArrayNode();
    }
  }
}
