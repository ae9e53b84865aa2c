package dev.linerate.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Members of JSON objects that are absent where the value is. */
final class JsonMembers {
  private JsonMembers() {}

  static ArrayNode texts(List<String> texts) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  static void put(ObjectNode json, String key, Optional<String> value) {
    value.ifPresent(v -> json.put(key, v));
  }

  static void put(ObjectNode json, String key, OptionalInt value) {
    value.ifPresent(v -> json.put(key, v));
  }

  static void put(ObjectNode json, String key, OptionalLong value) {
    value.ifPresent(v -> json.put(key, v));
  }

  static void put(ObjectNode json, String key, OptionalDouble value) {
    value.ifPresent(v -> json.put(key, v));
  }

  static OptionalDouble rounded(OptionalDouble value) {
    return value.isPresent()
        ? OptionalDouble.of(rounded(value.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** Microseconds and parts per million are as fine as anything here is known. */
  static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
