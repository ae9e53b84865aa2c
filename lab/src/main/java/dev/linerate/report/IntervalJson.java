package dev.linerate.report;

import dev.linerate.result.Interval;
import dev.linerate.result.SenderLimits;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/**
 * An interval as JSON, {@code $defs/interval} of the run's schema. Without a tree: there are many.
 */
final class IntervalJson {
  private IntervalJson() {}

  static void write(JsonGenerator json, Interval interval) {
    json.writeStartObject();
    json.writeStringProperty("side", interval.side().word());
    json.writeStringProperty("direction", Columns.direction(interval));
    json.writeNumberProperty("stream", interval.stream());
    json.writeNumberProperty("start", JsonMembers.rounded(interval.start()));
    json.writeNumberProperty("seconds", JsonMembers.rounded(interval.seconds()));
    json.writeNumberProperty("bytes", interval.bytes());
    json.writeNumberProperty("bitrate", Math.round(interval.bitsPerSecond()));
    put(json, "retransmits", interval.retransmits());
    put(json, "cwnd", interval.congestionWindow());
    put(json, "rtt_us", interval.rttMicros());
    put(json, "rttvar_us", interval.rttVarianceMicros());
    put(json, "jitter_ms", JsonMembers.rounded(interval.jitterMillis()));
    put(json, "lost", interval.lost());
    put(json, "packets", interval.packets());
    put(json, "lost_percent", Columns.lostPercent(interval.lost(), interval.packets()));
    put(json, "out_of_order", interval.outOfOrder());
    put(json, "socket_drops", interval.socketDrops());
    interval.limits().ifPresent(limits -> limits(json, limits));
    json.writeBooleanProperty("omitted", interval.omitted());
    json.writeEndObject();
  }

  private static void limits(JsonGenerator json, SenderLimits limits) {
    put(json, "pacing_rate", limits.pacingRate());
    put(json, "delivery_rate", limits.deliveryRate());
    json.writeNumberProperty("busy_us", limits.busyMicros());
    json.writeNumberProperty("rwnd_limited_us", limits.receiveWindowMicros());
    json.writeNumberProperty("sndbuf_limited_us", limits.sendBufferMicros());
  }

  private static void put(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    }
  }

  private static void put(JsonGenerator json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsDouble());
    }
  }
}
