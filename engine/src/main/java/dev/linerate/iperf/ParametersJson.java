package dev.linerate.iperf;

import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/**
 * {@link Parameters} on the wire. What is sent has the types that iperf3 ≥ 3.18 demands, and no key
 * that would only say a default; what is read may leave out anything.
 */
public final class ParametersJson {
  /** What iperf3 ≥ 3.18 accepts, and what is accepted here. */
  public static final int MAX_BYTES = 8192;

  private static final String WHAT = "the client's parameters";

  private ParametersJson() {}

  /**
   * The parameters as UTF-8.
   *
   * @throws IllegalArgumentException when title, extra data and the like make them longer than
   *     {@link #MAX_BYTES}
   */
  public static byte[] encode(Parameters parameters) {
    byte[] bytes = Json.bytes(json -> write(json, parameters));
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the parameters have "
              + bytes.length
              + " bytes, more than the "
              + MAX_BYTES
              + " that a server takes: shorten title or extra data");
    }
    return bytes;
  }

  private static void write(JsonGenerator json, Parameters parameters) {
    json.writeBooleanProperty(parameters.protocol().key(), true);
    json.writeNumberProperty("omit", parameters.amount().omitSeconds());
    parameters.serverCore().ifPresent(core -> json.writeNumberProperty("server_affinity", core));
    json.writeNumberProperty("time", parameters.amount().seconds());
    json.writeNumberProperty("num", parameters.amount().bytes());
    json.writeNumberProperty("blockcount", parameters.amount().blocks());
    json.writeNumberProperty("parallel", parameters.streams());
    flag(json, "reverse", parameters.direction() == Direction.REVERSE);
    flag(json, "bidirectional", parameters.direction() == Direction.BIDIRECTIONAL);
    number(json, "len", parameters.blockBytes());
    pace(json, parameters.pace());
    socket(json, parameters.socket());
    toggle(json, "get_server_output", parameters.serverOutput());
    udp(json, parameters.udp());
    payload(json, parameters.payload());
    labels(json, parameters.labels());
  }

  private static void pace(JsonGenerator json, Pace pace) {
    number(json, "bandwidth", pace.bitsPerSecond());
    number(json, "fqrate", pace.socketBitsPerSecond());
    json.writeNumberProperty("pacing_timer", pace.timerMicros());
    number(json, "burst", pace.burst());
  }

  private static void socket(JsonGenerator json, SocketSettings socket) {
    number(json, "MSS", socket.segmentSize());
    flag(json, "nodelay", socket.noDelay());
    number(json, "window", socket.bufferBytes());
    number(json, "TOS", socket.typeOfService());
    number(json, "flowlabel", socket.flowLabel());
    socket.congestion().ifPresent(name -> json.writeStringProperty("congestion", name));
    flag(json, "mptcp", socket.multipath());
    toggle(json, "dont_fragment", socket.dontFragment());
  }

  private static void udp(JsonGenerator json, UdpSettings udp) {
    toggle(json, "udp_counters_64bit", udp.wideCounters());
    toggle(json, "gso", udp.segmentation());
    number(json, "gso_dg_size", udp.segmentBytes());
    number(json, "gso_bf_size", udp.segmentBufferBytes());
    toggle(json, "gro", udp.coalescing());
    number(json, "gro_bf_size", udp.coalescingBufferBytes());
  }

  private static void payload(JsonGenerator json, PayloadSettings payload) {
    toggle(json, "repeating_payload", payload.repeating());
    number(json, "zerocopy", payload.zeroCopy());
    toggle(json, "skip_rx_copy", payload.skipReceiveCopy());
  }

  private static void labels(JsonGenerator json, Labels labels) {
    labels.title().ifPresent(title -> json.writeStringProperty("title", title));
    labels.extraData().ifPresent(data -> json.writeStringProperty("extra_data", data));
    labels.authToken().ifPresent(token -> json.writeStringProperty("authtoken", token));
    labels.clientVersion().ifPresent(name -> json.writeStringProperty("client_version", name));
  }

  private static void flag(JsonGenerator json, String name, boolean value) {
    if (value) {
      json.writeBooleanProperty(name, true);
    }
  }

  private static void toggle(JsonGenerator json, String name, boolean value) {
    number(json, name, value ? 1 : 0);
  }

  private static void number(JsonGenerator json, String name, long value) {
    if (value != 0) {
      json.writeNumberProperty(name, value);
    }
  }

  /**
   * Reads what a client sent. Keys that are not known are passed over.
   *
   * @throws ProtocolException when it is no JSON object, or too long, or a known key has a value of
   *     the wrong type or out of range
   */
  public static Parameters decode(byte[] utf8) throws ProtocolException {
    if (utf8.length > MAX_BYTES) {
      throw ProtocolException.malformed(
          WHAT + " have " + utf8.length + " bytes, more than " + MAX_BYTES);
    }
    JsonObject json = JsonObject.parse(utf8, WHAT);
    try {
      return read(json);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(
          ProtocolException.Reason.MALFORMED, WHAT + " do not do: " + e.getMessage(), e);
    }
  }

  private static Parameters read(JsonObject json) throws ProtocolException {
    return new Parameters(
        protocol(json),
        direction(json),
        json.int32("parallel", 1),
        new Amount(
            json.int32("time", 0),
            json.int32("omit", 0),
            json.integer("num").orElse(0),
            json.integer("blockcount").orElse(0)),
        new Pace(
            json.integer("bandwidth").orElse(0),
            json.int32("burst", 0),
            json.int32("pacing_timer", Pace.DEFAULT_TIMER_MICROS),
            json.integer("fqrate").orElse(0)),
        json.int32("len", 0),
        socket(json),
        udp(json),
        new PayloadSettings(
            json.toggle("repeating_payload"),
            json.int32("zerocopy", 0),
            json.toggle("skip_rx_copy")),
        core(json),
        json.toggle("get_server_output"),
        new Labels(
            json.text("title"),
            json.text("extra_data"),
            json.text("client_version"),
            json.text("authtoken")));
  }

  private static Protocol protocol(JsonObject json) throws ProtocolException {
    boolean tcp = json.flag("tcp");
    boolean udp = json.flag("udp");
    if (json.flag("sctp")) {
      throw ProtocolException.malformed("the client wants SCTP, which is not supported");
    }
    if (tcp && udp) {
      throw ProtocolException.malformed(WHAT + " ask for TCP and UDP at once");
    }
    return udp ? Protocol.UDP : Protocol.TCP;
  }

  private static Direction direction(JsonObject json) throws ProtocolException {
    boolean reverse = json.flag("reverse");
    boolean both = json.flag("bidirectional");
    if (reverse && both) {
      throw ProtocolException.malformed(WHAT + " ask for reverse and bidirectional at once");
    }
    if (both) {
      return Direction.BIDIRECTIONAL;
    }
    return reverse ? Direction.REVERSE : Direction.FORWARD;
  }

  private static SocketSettings socket(JsonObject json) throws ProtocolException {
    return new SocketSettings(
        json.int32("MSS", 0),
        json.flag("nodelay"),
        json.int32("window", 0),
        json.int32("TOS", 0),
        json.int32("flowlabel", 0),
        json.text("congestion"),
        json.toggle("mptcp"),
        json.toggle("dont_fragment"));
  }

  private static UdpSettings udp(JsonObject json) throws ProtocolException {
    return new UdpSettings(
        json.toggle("udp_counters_64bit"),
        json.toggle("gso"),
        json.int32("gso_dg_size", 0),
        json.int32("gso_bf_size", 0),
        json.toggle("gro"),
        json.int32("gro_bf_size", 0));
  }

  private static OptionalInt core(JsonObject json) throws ProtocolException {
    return json.has("server_affinity")
        ? OptionalInt.of(json.int32("server_affinity", 0))
        : OptionalInt.empty();
  }
}
