package dev.linerate.network.docker;

import dev.linerate.fault.LinerateException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The little JSON that Docker's API and iproute2 speak, as trees. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode object(Map<String, String> members) {
    ObjectNode node = object();
    members.forEach(node::put);
    return node;
  }

  static ArrayNode array(List<String> elements) {
    ArrayNode node = MAPPER.createArrayNode();
    elements.forEach(node::add);
    return node;
  }

  /**
   * Reads a tree.
   *
   * @param source who wrote it, for the message
   * @throws LinerateException when the text is no JSON
   */
  static JsonNode parse(String source, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw LinerateException.environment(
          source + " answered something that is not JSON: " + abridged(text), "", e);
    }
  }

  static String abridged(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + " …";
  }
}
