package dev.linerate.network.ovs;

import dev.linerate.fault.LinerateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table of Open vSwitch's database as {@code ovs-vsctl --format=json} prints it. */
public final class OvsTable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private OvsTable() {}

  /**
   * A row; a column that was not printed is as one that is empty.
   *
   * @param cells by column, in the notation of RFC 7047, 5.1
   */
  public record Row(Map<String, JsonNode> cells) {
    public Row {
      cells = Map.copyOf(cells);
    }

    /** The value of a column, missing when there is none. */
    public JsonNode cell(String column) {
      return cells.getOrDefault(column, JSON.missingNode());
    }

    /** Text; the empty string for an empty set. */
    public String text(String column) {
      return cell(column).asString("");
    }

    /** Text that may not be there: an optional column is an empty set then. */
    public Optional<String> optional(String column) {
      return cell(column).isString() ? Optional.of(cell(column).asString()) : Optional.empty();
    }

    /** {@code ["map", [["key", "4242"], …]]}. */
    public Map<String, String> map(String column) {
      Map<String, String> entries = new HashMap<>();
      for (JsonNode pair : cell(column).path(1)) {
        entries.put(pair.path(0).asString(""), pair.path(1).asString(""));
      }
      return entries;
    }

    /** The identifiers of {@code ["uuid", "…"]}, or of a set of them. */
    public List<String> uuids(String column) {
      JsonNode value = cell(column);
      List<String> uuids = new ArrayList<>();
      if (value.path(0).asString("").equals("uuid")) {
        uuids.add(value.path(1).asString(""));
      } else {
        value.path(1).forEach(one -> uuids.add(one.path(1).asString("")));
      }
      return uuids;
    }
  }

  /**
   * Reads a table.
   *
   * @throws LinerateException when it is no such table
   */
  public static List<Row> parse(String json) {
    try {
      JsonNode table = JSON.readTree(json);
      List<String> headings = new ArrayList<>();
      table.path("headings").forEach(h -> headings.add(h.asString("")));
      List<Row> rows = new ArrayList<>();
      for (JsonNode row : table.path("data")) {
        Map<String, JsonNode> cells = new HashMap<>();
        for (int i = 0; i < Math.min(headings.size(), row.size()); i++) {
          cells.put(headings.get(i), row.get(i));
        }
        rows.add(new Row(cells));
      }
      return rows;
    } catch (JacksonException e) {
      throw LinerateException.environment(
          "ovs-vsctl printed no table: " + e.getOriginalMessage(), "", e);
    }
  }
}
