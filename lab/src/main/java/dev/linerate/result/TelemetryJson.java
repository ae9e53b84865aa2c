package dev.linerate.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.TimeAxis;
import java.util.Arrays;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Telemetry as JSON, the same in the results file and in exports: {@code telemetry} of
 * docs/schema/run.schema.json. A column is an array, null where a value is absent; one with the
 * same value throughout is an object that says how often.
 */
public final class TelemetryJson {
  private TelemetryJson() {}

  /** The telemetry as a tree. */
  public static JsonNode tree(Telemetry telemetry) {
    return Mapper.SHARED.valueToTree(telemetry);
  }

  /** The telemetry as UTF-8 without spaces. */
  public static byte[] bytes(Telemetry telemetry) {
    return Mapper.SHARED.writeValueAsBytes(telemetry);
  }

  /**
   * Telemetry as it was written.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  public static Telemetry read(byte[] json) {
    try {
      return Mapper.SHARED.readValue(json, Telemetry.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("telemetry is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** Apart, so that commands which read no telemetry do not load it. */
  private static final class Mapper {
    static final JsonMapper SHARED =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(
                new SimpleModule()
                    .addSerializer(new ColumnWriter())
                    .addDeserializer(Column.class, new ColumnReader())
                    .addSerializer(new AxisWriter())
                    .addDeserializer(TimeAxis.class, new AxisReader()))
            .build();
  }

  private static final class ColumnWriter extends StdSerializer<Column> {
    ColumnWriter() {
      super(Column.class);
    }

    @Override
    public void serialize(Column column, JsonGenerator json, SerializationContext context) {
      if (column.isConstant()) {
        json.writeStartObject();
        json.writeNumberProperty("samples", column.size());
        column.last().ifPresent(value -> json.writeNumberProperty("value", value));
        json.writeEndObject();
        return;
      }
      json.writeStartArray();
      for (int i = 0; i < column.size(); i++) {
        OptionalLong value = column.at(i);
        if (value.isPresent()) {
          json.writeNumber(value.getAsLong());
        } else {
          json.writeNull();
        }
      }
      json.writeEndArray();
    }
  }

  private static final class ColumnReader extends StdDeserializer<Column> {
    /** What is read is no larger than what is written. */
    private static final int MOST_SAMPLES = 1 << 20;

    ColumnReader() {
      super(Column.class);
    }

    @Override
    public Column deserialize(JsonParser json, DeserializationContext context) {
      JsonNode tree = json.readValueAsTree();
      if (tree.isObject()) {
        int samples = tree.path("samples").asInt(-1);
        if (samples < 0 || samples > MOST_SAMPLES) {
          return (Column) context.handleUnexpectedToken(Column.class, json);
        }
        OptionalLong[] values = new OptionalLong[samples];
        Arrays.fill(values, value(tree.path("value")));
        return Column.ofOptional(values);
      }
      OptionalLong[] values = new OptionalLong[tree.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(tree.path(i));
      }
      return Column.ofOptional(values);
    }

    private static OptionalLong value(JsonNode node) {
      return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }
  }

  private static final class AxisWriter extends StdSerializer<TimeAxis> {
    AxisWriter() {
      super(TimeAxis.class);
    }

    @Override
    public void serialize(TimeAxis axis, JsonGenerator json, SerializationContext context) {
      double[] instants = axis.instants();
      json.writeArray(instants, 0, instants.length);
    }
  }

  private static final class AxisReader extends StdDeserializer<TimeAxis> {
    AxisReader() {
      super(TimeAxis.class);
    }

    @Override
    public TimeAxis deserialize(JsonParser json, DeserializationContext context) {
      return TimeAxis.of(json.readValueAs(double[].class));
    }
  }
}
