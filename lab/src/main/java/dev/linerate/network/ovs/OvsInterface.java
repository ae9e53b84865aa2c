package dev.linerate.network.ovs;

import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of Open vSwitch's table Interface (ovs-vswitchd.conf.db(5)).
 *
 * @param type {@code internal}, {@code vxlan}; empty for an interface of the system
 * @param ofport OpenFlow port number; empty when ovs-vswitchd has not taken the interface up
 * @param error why it could not
 */
record OvsInterface(
    String name,
    String type,
    OptionalInt ofport,
    Optional<String> error,
    Map<String, String> options) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String COLUMNS = "name,type,ofport,error,options";

  OvsInterface {
    options = Map.copyOf(options);
  }

  /** What ovs-vsctl must be asked for {@link #parse}. */
  static List<String> question() {
    return List.of("--format=json", "--columns=" + COLUMNS, "list", "Interface");
  }

  /** VXLAN network identifier of a tunnel. */
  OptionalInt vni() {
    String key = options.getOrDefault("key", "");
    return key.matches("\\d{1,8}") ? OptionalInt.of(Integer.parseInt(key)) : OptionalInt.empty();
  }

  /** Where a tunnel leads to: {@code remote 198.18.0.2, UDP port 4790}. */
  Optional<String> detail() {
    List<String> words = new ArrayList<>();
    if (options.containsKey("remote_ip")) {
      words.add("remote " + options.get("remote_ip"));
    }
    if (options.containsKey("dst_port")) {
      words.add("UDP port " + options.get("dst_port"));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  /**
   * Reads what {@code ovs-vsctl --format=json} prints: a table in the notation of RFC 7047, 5.1.
   *
   * @throws LinerateException when it is no such table
   */
  static List<OvsInterface> parse(String json) {
    try {
      JsonNode table = JSON.readTree(json);
      List<String> headings = new ArrayList<>();
      table.path("headings").forEach(h -> headings.add(h.asString("")));
      List<OvsInterface> rows = new ArrayList<>();
      for (JsonNode row : table.path("data")) {
        Map<String, JsonNode> cells = new HashMap<>();
        for (int i = 0; i < Math.min(headings.size(), row.size()); i++) {
          cells.put(headings.get(i), row.get(i));
        }
        rows.add(of(cells));
      }
      return rows;
    } catch (JacksonException e) {
      throw LinerateException.environment(
          "ovs-vsctl printed no table: " + e.getOriginalMessage(), "", e);
    }
  }

  private static OvsInterface of(Map<String, JsonNode> cells) {
    JsonNode absent = JSON.missingNode();
    JsonNode port = cells.getOrDefault("ofport", absent);
    JsonNode error = cells.getOrDefault("error", absent);
    return new OvsInterface(
        cells.getOrDefault("name", absent).asString(""),
        cells.getOrDefault("type", absent).asString(""),
        // an empty set when not decided yet, -1 when it failed
        port.isInt() && port.asInt() >= 0 ? OptionalInt.of(port.asInt()) : OptionalInt.empty(),
        error.isString() ? Optional.of(error.asString()) : Optional.empty(),
        map(cells.getOrDefault("options", absent)));
  }

  /** {@code ["map", [["key", "4242"], …]]}. */
  private static Map<String, String> map(JsonNode node) {
    Map<String, String> entries = new HashMap<>();
    for (JsonNode pair : node.path(1)) {
      entries.put(pair.path(0).asString(""), pair.path(1).asString(""));
    }
    return entries;
  }
}
