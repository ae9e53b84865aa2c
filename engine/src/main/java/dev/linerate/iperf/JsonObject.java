package dev.linerate.iperf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object from a peer, read into values whose kind is checked when they are taken out. The
 * caller has bounded the input; depth, names and numbers are bounded here. Of a key that occurs
 * twice the first counts, as in iperf3's own reader.
 */
final class JsonObject {
  private static final int MAX_DEPTH = 16;

  /** What one message may hold in values and brackets: a bound on memory. */
  private static final long MAX_TOKENS = 2_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNumberLength(64)
                  .maxNameLength(256)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** JSON's null among the values, which a map does not tell from nothing. */
  private enum Null {
    NULL
  }

  private final String what;
  private final Map<String, Object> values;

  private JsonObject(String what, Map<String, Object> values) {
    this.what = what;
    this.values = values;
  }

  /**
   * Reads one object and nothing after it.
   *
   * @param what names the message in what a failure says: "the parameters"
   */
  static JsonObject parse(byte[] utf8, String what) throws ProtocolException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProtocolException.malformed(what + " are no JSON object");
      }
      JsonObject object = object(parser, what);
      if (parser.nextToken() != null) {
        throw ProtocolException.malformed(what + " go on after their JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw new ProtocolException(
          ProtocolException.Reason.MALFORMED, what + " are no valid JSON of bounded depth", e);
    }
  }

  private static JsonObject object(JsonParser parser, String what) {
    Map<String, Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      values.putIfAbsent(name, value(parser, what));
    }
    return new JsonObject(what, values);
  }

  private static Object value(JsonParser parser, String what) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, what);
      case START_ARRAY -> array(parser, what);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_STRING -> parser.getString();
      default -> Null.NULL;
    };
  }

  private static List<Object> array(JsonParser parser, String what) {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser, what));
    }
    return list;
  }

  private static Object number(JsonParser parser) {
    boolean whole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return whole ? (Object) parser.getLongValue() : (Object) parser.getDoubleValue();
  }

  /** A boolean that is sent only when it is true. */
  boolean flag(String name) throws ProtocolException {
    Object value = values.getOrDefault(name, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  /** A switch that iperf3 sends as a number; newer peers' booleans are taken too. */
  boolean toggle(String name) throws ProtocolException {
    return values.get(name) instanceof Boolean flag ? flag : integer(name).orElse(0) != 0;
  }

  /** A whole number that fits 64 bits; also one written {@code 1e+10}, as cJSON may. */
  OptionalLong integer(String name) throws ProtocolException {
    Object value = values.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p63) {
      return OptionalLong.of(number.longValue());
    }
    throw wrong(name, "a whole number of 64 bits");
  }

  /** A whole number for a field of 32 bits. */
  int int32(String name, int otherwise) throws ProtocolException {
    long number = integer(name).orElse(otherwise);
    if (number != (int) number) {
      throw wrong(name, "a whole number of 32 bits");
    }
    return (int) number;
  }

  /**
   * A count for which −1 means unknown. Some builds of cJSON write it as an unsigned number of 64
   * bits: everything from 2⁶³ on is that −1.
   */
  OptionalLong countOrUnknown(String name) throws ProtocolException {
    if (values.get(name) instanceof Double number && number >= 0x1p63) {
      return OptionalLong.empty();
    }
    OptionalLong number = integer(name);
    return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
  }

  /** A finite number; empty also for null, which is how cJSON writes what is no number. */
  OptionalDouble real(String name) throws ProtocolException {
    Object value = values.get(name);
    if (value == null || value == Null.NULL) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw wrong(name, "a finite number");
  }

  Optional<String> text(String name) throws ProtocolException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(name, "a string");
  }

  Optional<JsonObject> object(String name) throws ProtocolException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonObject object) {
      return Optional.of(object);
    }
    throw wrong(name, "an object");
  }

  /** The elements of an array of objects. */
  List<JsonObject> objects(String name) throws ProtocolException {
    if (!(values.get(name) instanceof List<?> list)) {
      throw wrong(name, "an array");
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof JsonObject object)) {
        throw wrong(name, "an array of objects");
      }
      objects.add(object);
    }
    return objects;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The members again as JSON, between braces that the caller writes. */
  void members(JsonGenerator json) {
    values.forEach((name, member) -> {
      json.writeName(name);
      write(json, member);
    });
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case JsonObject object -> {
        json.writeStartObject();
        object.values.forEach((name, member) -> {
          json.writeName(name);
          write(json, member);
        });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> write(json, element));
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case String text -> json.writeString(text);
      default -> json.writeNull();
    }
  }

  private ProtocolException wrong(String name, String expected) {
    return ProtocolException.malformed(what + " have \"" + name + "\", which is not " + expected);
  }
}
