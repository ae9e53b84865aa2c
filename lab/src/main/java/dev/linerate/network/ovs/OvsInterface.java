package dev.linerate.network.ovs;

import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

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
   * Reads what {@code ovs-vsctl --format=json} prints.
   *
   * @throws LinerateException when it is no such table
   */
  static List<OvsInterface> parse(String json) {
    return OvsTable.parse(json).stream().map(OvsInterface::of).toList();
  }

  private static OvsInterface of(OvsTable.Row row) {
    JsonNode port = row.cell("ofport");
    return new OvsInterface(
        row.text("name"),
        row.text("type"),
        // an empty set when not decided yet, -1 when it failed
        port.isInt() && port.asInt() >= 0 ? OptionalInt.of(port.asInt()) : OptionalInt.empty(),
        row.optional("error"),
        row.map("options"));
  }
}
