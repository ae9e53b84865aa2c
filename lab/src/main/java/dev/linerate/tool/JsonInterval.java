package dev.linerate.tool;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * One element of {@code intervals}: its streams. Its sums are of what is there, and are passed
 * over. It is filled anew for each interval.
 */
public final class JsonInterval {
  /** Sixteen times those of 128 streams both ways. */
  private static final int MOST_STREAMS = 4096;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final List<JsonSample> samples = new ArrayList<>();
  private int size;
  private boolean listed;

  /** Of an interval that is a tree already. */
  static JsonInterval of(JsonNode element) {
    JsonInterval interval = new JsonInterval();
    try (JsonParser parser = MAPPER.treeAsTokens(element)) {
      parser.nextToken();
      interval.read(parser);
    }
    return interval;
  }

  /** Forgets what was read. */
  public void clear() {
    size = 0;
    listed = false;
  }

  /**
   * Takes the value that the parser stands at.
   *
   * @throws StreamReadException when it is damaged, or larger than any that iperf3 writes
   */
  public void read(JsonParser parser) {
    clear();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = parser.currentName().equals("streams");
      if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
        streams(parser);
      } else {
        listed &= !wanted;
        parser.skipChildren();
      }
    }
  }

  private void streams(JsonParser parser) {
    clear();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (size == MOST_STREAMS) {
        throw new StreamReadException(parser, "larger or deeper than any report");
      }
      if (size == samples.size()) {
        samples.add(new JsonSample());
      }
      samples.get(size++).read(parser);
    }
    listed = true;
  }

  /** Whether it has a list of streams at all. */
  boolean isListed() {
    return listed;
  }

  /** In their order; the next interval overwrites them. */
  public List<JsonSample> streams() {
    return listed ? samples.subList(0, size) : List.of();
  }
}
