package dev.linerate.iperf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@link Results} on the wire. */
public final class ResultsJson {
  /** What a server reads from a client: 256 streams need a tenth of it. */
  public static final int MAX_BYTES_FROM_CLIENT = 1 << 20;

  /** What a client reads from a server, whose report may be in it. */
  public static final int MAX_BYTES_FROM_SERVER = 16 << 20;

  private static final String WHAT = "the peer's results";

  /** Beyond this a count would not be exact in a peer that keeps numbers as doubles. */
  private static final long MAX_COUNT = 1L << 53;

  private ResultsJson() {}

  /** The results as UTF-8. */
  public static byte[] encode(Results results) {
    return Json.bytes(json -> {
      Json.real(json, "cpu_util_total", results.cpu().total());
      Json.real(json, "cpu_util_user", results.cpu().user());
      Json.real(json, "cpu_util_system", results.cpu().system());
      json.writeNumberProperty(
          "sender_has_retransmits",
          results.senderHasRetransmits().map(known -> known ? 1 : 0).orElse(-1));
      results.congestion().ifPresent(name -> json.writeStringProperty("congestion_used", name));
      results.output().ifPresent(output -> Json.serverOutput(json, output));
      Json.array(json, "streams", results.streams(), stream -> stream(json, stream));
    });
  }

  private static void stream(JsonGenerator json, StreamResult stream) {
    json.writeNumberProperty("id", stream.id());
    json.writeNumberProperty("bytes", stream.bytes());
    json.writeNumberProperty("retransmits", stream.retransmits().orElse(-1));
    Json.real(json, "jitter", stream.jitterSeconds());
    json.writeNumberProperty("errors", stream.errors());
    stream
        .omitted()
        .ifPresent(omitted -> json.writeNumberProperty("omitted_errors", omitted.errors()));
    json.writeNumberProperty("packets", stream.packets());
    stream
        .omitted()
        .ifPresent(omitted -> json.writeNumberProperty("omitted_packets", omitted.packets()));
    stream.startSeconds().ifPresent(start -> Json.real(json, "start_time", start));
    stream.endSeconds().ifPresent(end -> Json.real(json, "end_time", end));
  }

  /**
   * Reads what the peer sent.
   *
   * @param expected how many streams the test has; their results must all be there, once each
   * @throws ProtocolException when it is no JSON object, or a value is missing, of the wrong type
   *     or out of range
   */
  public static Results decode(byte[] utf8, int expected) throws ProtocolException {
    JsonObject json = JsonObject.parse(utf8, WHAT);
    return new Results(
        new CpuUse(
            share(json, "cpu_util_total"),
            share(json, "cpu_util_user"),
            share(json, "cpu_util_system")),
        required(json, "sender_has_retransmits").countOrUnknown("sender_has_retransmits").stream()
            .mapToObj(known -> known != 0)
            .findFirst(),
        json.text("congestion_used"),
        streams(required(json, "streams").objects("streams"), expected),
        output(json));
  }

  private static JsonObject required(JsonObject json, String name) throws ProtocolException {
    if (!json.has(name)) {
      throw ProtocolException.malformed(WHAT + " lack \"" + name + "\"");
    }
    return json;
  }

  private static double share(JsonObject json, String name) throws ProtocolException {
    return required(json, name).real(name).orElse(0);
  }

  private static List<StreamResult> streams(List<JsonObject> elements, int expected)
      throws ProtocolException {
    if (elements.size() != expected) {
      throw ProtocolException.malformed(
          WHAT + " have " + elements.size() + " streams and the test has " + expected);
    }
    List<StreamResult> streams = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (JsonObject element : elements) {
      StreamResult stream = stream(element);
      int index = StreamIds.index(stream.id());
      if (index < 0 || index >= expected || !seen.add(index)) {
        throw ProtocolException.malformed(
            WHAT + " name stream " + stream.id() + ", which the test does not have, or has once");
      }
      streams.add(stream);
    }
    return streams;
  }

  private static StreamResult stream(JsonObject json) throws ProtocolException {
    int id = required(json, "id").int32("id", 0);
    return new StreamResult(
        id,
        count(json, "bytes", 0),
        required(json, "retransmits").countOrUnknown("retransmits"),
        notNegative("jitter", required(json, "jitter").real("jitter")).orElse(0),
        count(json, "errors", -MAX_COUNT),
        count(json, "packets", 0),
        omitted(json),
        notNegative("start_time", json.real("start_time")),
        notNegative("end_time", json.real("end_time")));
  }

  private static Optional<StreamResult.Omitted> omitted(JsonObject json) throws ProtocolException {
    if (json.has("omitted_errors") != json.has("omitted_packets")) {
      throw ProtocolException.malformed(
          WHAT + " have only one of \"omitted_errors\" and \"omitted_packets\"");
    }
    return json.has("omitted_errors")
        ? Optional.of(
            new StreamResult.Omitted(
                count(json, "omitted_errors", -MAX_COUNT), count(json, "omitted_packets", 0)))
        : Optional.empty();
  }

  private static long count(JsonObject json, String name, long least) throws ProtocolException {
    OptionalLong number = required(json, name).integer(name);
    long value = number.orElse(0);
    if (value < least || value > MAX_COUNT) {
      throw ProtocolException.malformed(WHAT + " have a \"" + name + "\" of " + value);
    }
    return value;
  }

  private static OptionalDouble notNegative(String name, OptionalDouble value)
      throws ProtocolException {
    if (value.orElse(0) < 0) {
      throw ProtocolException.malformed(WHAT + " have a negative \"" + name + "\"");
    }
    return value;
  }

  private static Optional<ServerOutput> output(JsonObject json) throws ProtocolException {
    Optional<JsonObject> object = json.object("server_output_json");
    if (object.isPresent()) {
      return Optional.of(new ServerOutput.Json(Json.text(object.get()::members)));
    }
    return json.text("server_output_text").map(ServerOutput.Text::new);
  }
}
