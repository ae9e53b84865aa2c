package dev.linerate.tool;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a report as a tree, of a bounded size: whoever wrote the report does not decide how
 * much memory reading it takes.
 */
public final class BoundedTree {
  /** Ten times a report's largest part: the end of 128 streams both ways. */
  private static final int MOST_VALUES = 100_000;

  /** Characters; iperf3's messages are a line. */
  private static final int LONGEST_TEXT = 64 * 1024;

  private static final int DEEPEST = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private int values;

  private BoundedTree(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The value that the parser stands at.
   *
   * @throws StreamReadException when it is damaged, or larger than any that a tool writes
   */
  public static JsonNode read(JsonParser parser) {
    return new BoundedTree(parser).value(0);
  }

  private JsonNode value(int depth) {
    if (++values > MOST_VALUES || depth > DEEPEST) {
      throw new StreamReadException(parser, "larger or deeper than any report");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> NODES.stringNode(text());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? NODES.numberNode(parser.getDoubleValue())
              : NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case null, default -> NODES.nullNode();
    };
  }

  private JsonNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(depth + 1));
    }
    return object;
  }

  private JsonNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(depth + 1));
    }
    return array;
  }

  private String text() {
    String text = parser.getString();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
