package dev.linerate.iperf;

import java.io.ByteArrayOutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writing JSON: for the wire and for reports. */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** Whole numbers up to here are exact in a double. */
  private static final double EXACT = 0x1p53;

  private Json() {}

  /** One object as UTF-8 without spaces. */
  static byte[] bytes(Consumer<JsonGenerator> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      object(json, members);
    }
    return bytes.toByteArray();
  }

  /** One object as text without spaces. */
  static String text(Consumer<JsonGenerator> members) {
    return new String(bytes(members), StandardCharsets.UTF_8);
  }

  /** One object on one line; the writer stays open. */
  static void line(Writer out, Consumer<JsonGenerator> members) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      object(json, members);
      json.writeRaw('\n');
    }
  }

  /** One object, indented; the writer stays open. */
  static void indented(Writer out, Consumer<JsonGenerator> members) {
    try (JsonGenerator json = FACTORY.createGenerator(new Indented(), out)) {
      object(json, members);
      json.writeRaw('\n');
    }
  }

  private static void object(JsonGenerator json, Consumer<JsonGenerator> members) {
    json.writeStartObject();
    members.accept(json);
    json.writeEndObject();
  }

  static void object(JsonGenerator json, String name, Runnable members) {
    json.writeObjectPropertyStart(name);
    members.run();
    json.writeEndObject();
  }

  static <T> void array(
      JsonGenerator json, String name, Iterable<T> elements, Consumer<T> members) {
    json.writeArrayPropertyStart(name);
    for (T element : elements) {
      json.writeStartObject();
      members.accept(element);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A member whose value is JSON already. */
  static void raw(JsonGenerator json, String name, String value) {
    json.writeName(name);
    json.writeRawValue(value);
  }

  /** {@code server_output_json} or {@code server_output_text}. */
  static void serverOutput(JsonGenerator json, ServerOutput output) {
    switch (output) {
      case ServerOutput.Json(String value) -> raw(json, "server_output_json", value);
      case ServerOutput.Text(String value) -> json.writeStringProperty("server_output_text", value);
    }
  }

  /** Whole numbers without a fraction, as iperf3 writes them; what is not finite is 0. */
  static void real(JsonGenerator json, String name, double value) {
    if (!Double.isFinite(value)) {
      json.writeNumberProperty(name, 0);
    } else if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      json.writeNumberProperty(name, (long) value);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
