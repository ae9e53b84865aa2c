package dev.linerate.iperf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON document as a map from paths like {@code end.streams[0].udp.bytes} to values. */
final class FlatJson {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private FlatJson() {}

  static FlatJson of(String text) {
    FlatJson flat = new FlatJson();
    try (JsonParser parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      flat.value(parser, "");
    }
    return flat;
  }

  private void value(JsonParser parser, String path) {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          value(parser, path.isEmpty() ? name : path + "." + name);
        }
      }
      case START_ARRAY -> {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          value(parser, path + "[" + i + "]");
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(path, parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> values.put(path, parser.getBooleanValue());
      default -> values.put(path, parser.getString());
    }
  }

  Map<String, Object> values() {
    return values;
  }

  /** The keys without the numbers of array elements. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    values.keySet().forEach(path -> keys.add(path.replaceAll("\\[\\d+]", "[]")));
    return keys;
  }

  boolean has(String prefix) {
    return values.keySet().stream().anyMatch(path -> path.startsWith(prefix));
  }

  double number(String path) {
    return values.get(path) instanceof Double number ? number : 0;
  }

  long whole(String path) {
    return (long) number(path);
  }

  String text(String path) {
    return values.get(path) instanceof String text ? text : "";
  }

  boolean flag(String path) {
    return Boolean.TRUE.equals(values.get(path));
  }
}
