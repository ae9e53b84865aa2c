package dev.linerate.tool;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reading members that may be missing, of another type, or out of range: all of these are empty.
 */
public final class JsonFields {
  private JsonFields() {}

  public static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  public static OptionalDouble number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? OptionalDouble.of(value.doubleValue())
        : OptionalDouble.empty();
  }

  /** A whole number; old releases print large ones with an exponent. */
  public static OptionalLong whole(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isIntegralNumber()) {
      return value.canConvertToLong() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
    OptionalDouble real = number(object, name);
    return real.isPresent() && Math.abs(real.getAsDouble()) < Long.MAX_VALUE
        ? OptionalLong.of(Math.round(real.getAsDouble()))
        : OptionalLong.empty();
  }

  /** A whole number where iperf3 writes −1 for what it does not know. */
  public static OptionalLong count(JsonNode object, String name) {
    OptionalLong value = whole(object, name);
    return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
  }

  public static Optional<Boolean> flag(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }
}
