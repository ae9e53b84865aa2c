package dev.linerate.tool;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What iperf3's JSON says of one stream in an interval, taken from the parser's tokens. It is
 * filled anew for each: a long log has millions, and of half their members nothing is wanted.
 *
 * <p>Members that are missing, of another type, or out of range are empty, as in {@link
 * JsonFields}.
 */
public final class JsonSample {
  /** As large as the numbers that a {@code long} holds, rounded. */
  private static final double LARGEST = Long.MAX_VALUE;

  private final Map<Field, Value> values = new EnumMap<>(Field.class);

  JsonSample() {
    for (Field field : Field.values()) {
      values.put(field, new Value());
    }
  }

  /** A member that is looked at. */
  public enum Field {
    SOCKET,
    START,
    END,
    SECONDS,
    BYTES,
    RETRANSMITS,
    SND_CWND,
    RTT,
    RTTVAR,
    JITTER_MS,
    LOST_PACKETS,
    PACKETS,
    OUT_OF_ORDER,
    OMITTED,
    SENDER,
    /** None of those. */
    UNKNOWN;

    static Field of(String name) {
      return switch (name) {
        case "socket" -> SOCKET;
        case "start" -> START;
        case "end" -> END;
        case "seconds" -> SECONDS;
        case "bytes" -> BYTES;
        case "retransmits" -> RETRANSMITS;
        case "snd_cwnd" -> SND_CWND;
        case "rtt" -> RTT;
        case "rttvar" -> RTTVAR;
        case "jitter_ms" -> JITTER_MS;
        case "lost_packets" -> LOST_PACKETS;
        case "packets" -> PACKETS;
        case "out_of_order" -> OUT_OF_ORDER;
        case "omitted" -> OMITTED;
        case "sender" -> SENDER;
        default -> UNKNOWN;
      };
    }
  }

  private enum Kind {
    MISSING,
    WHOLE,
    REAL,
    TRUE,
    FALSE,
    /** Text, null, an object, a list. */
    OTHER
  }

  /** Of a member: which of the others counts is said by its kind. */
  private static final class Value {
    private Kind kind = Kind.MISSING;
    private long whole;
    private double real;
    private String other = "";

    /** Takes the value that the parser stands at. */
    void read(JsonToken token, JsonParser parser) {
      switch (token) {
        case START_OBJECT, START_ARRAY, VALUE_STRING, VALUE_NULL -> {
          other = BoundedTree.read(parser).toString();
          kind = Kind.OTHER;
        }
        case VALUE_TRUE -> kind = Kind.TRUE;
        case VALUE_FALSE -> kind = Kind.FALSE;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token, parser);
        default -> kind = Kind.MISSING;
      }
    }

    private void number(JsonToken token, JsonParser parser) {
      boolean fits =
          token == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (fits) {
        whole = parser.getLongValue();
      } else {
        real = parser.getDoubleValue();
      }
      kind = fits ? Kind.WHOLE : Kind.REAL;
    }
  }

  /** Takes the value that the parser stands at; one that is no object has no member. */
  void read(JsonParser parser) {
    values.forEach((_, value) -> value.kind = Kind.MISSING);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      BoundedTree.read(parser);
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Field field = Field.of(parser.currentName());
      JsonToken token = parser.nextToken();
      // to make a number of digits takes longer than to find their end
      if (field != Field.UNKNOWN || !token.isNumeric()) {
        value(field).read(token, parser);
      }
    }
  }

  private Value value(Field field) {
    return Objects.requireNonNull(values.get(field));
  }

  public OptionalDouble number(Field field) {
    Value value = value(field);
    return switch (value.kind) {
      case WHOLE -> OptionalDouble.of((double) value.whole);
      case REAL ->
          Double.isFinite(value.real) ? OptionalDouble.of(value.real) : OptionalDouble.empty();
      default -> OptionalDouble.empty();
    };
  }

  /** A whole number; old releases print large ones with an exponent. */
  public OptionalLong whole(Field field) {
    Value value = value(field);
    return switch (value.kind) {
      case WHOLE -> OptionalLong.of(value.whole);
      case REAL ->
          Math.abs(value.real) < LARGEST
              ? OptionalLong.of(Math.round(value.real))
              : OptionalLong.empty();
      default -> OptionalLong.empty();
    };
  }

  /** A whole number where iperf3 writes −1 for what it does not know. */
  OptionalLong count(Field field) {
    OptionalLong value = whole(field);
    return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
  }

  Optional<Boolean> flag(Field field) {
    return switch (value(field).kind) {
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The value as JSON, for messages. */
  String json(Field field) {
    Value value = value(field);
    return switch (value.kind) {
      case MISSING -> "missing";
      case WHOLE -> Long.toString(value.whole);
      case REAL -> Double.toString(value.real);
      case TRUE -> "true";
      case FALSE -> "false";
      case OTHER -> value.other;
    };
  }
}
