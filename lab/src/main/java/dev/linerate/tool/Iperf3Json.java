package dev.linerate.tool;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the document that {@code iperf3 -J} writes at its end, releases 3.1 to 3.22, client's or
 * server's. One that was cut short gives the samples before the cut.
 */
public final class Iperf3Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** A share of nothing, as cJSON of old releases writes it; no JSON. */
  private static final Pattern NOT_A_NUMBER = Pattern.compile("(:\\s*)-?(?:nan|inf)\\b");

  private Iperf3Json() {}

  static EndReport parse(String text, End role) {
    JsonReport report = new JsonReport(role);
    int begin = text.indexOf('{');
    if (begin < 0) {
      return report.build();
    }
    try (JsonParser parser = MAPPER.createParser(clean(text.substring(begin)))) {
      parser.nextToken();
      parser.nextToken();
      members(parser, report);
    } catch (JacksonException e) {
      report.damaged("its report is cut short");
    }
    return report.build();
  }

  /**
   * A single JSON value.
   *
   * @throws JacksonException when it is none
   */
  static JsonNode tree(String text) {
    return MAPPER.readTree(clean(text));
  }

  /**
   * Takes the members of an object, from the one whose name the parser stands at.
   *
   * @throws JacksonException when it is cut short or damaged
   */
  public static void members(JsonParser parser, JsonReport report) {
    for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "start" -> report.start(BoundedTree.read(parser));
        case "intervals" -> intervals(parser, report);
        case "end" -> report.end(BoundedTree.read(parser));
        case "error" -> report.error(BoundedTree.read(parser));
        default -> parser.skipChildren();
      }
    }
  }

  private static void intervals(JsonParser parser, JsonReport report) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    JsonInterval interval = new JsonInterval();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      interval.read(parser);
      report.interval(interval);
    }
  }

  private static String clean(String text) {
    return NOT_A_NUMBER.matcher(text).replaceAll("$1null");
  }
}
