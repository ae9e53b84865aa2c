package dev.linerate.iperf;

import dev.linerate.traffic.DatagramCounts;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Members that intervals and totals of iperf3's JSON report share. */
final class Figures {
  private final JsonGenerator json;

  Figures(JsonGenerator json) {
    this.json = json;
  }

  /** A time in seconds and what it carried. */
  void span(double start, double end, long bytes) {
    double seconds = end - start;
    Json.real(json, "start", start);
    Json.real(json, "end", end);
    Json.real(json, "seconds", seconds);
    json.writeNumberProperty("bytes", bytes);
    Json.real(json, "bits_per_second", seconds > 0 ? bytes * 8.0 / seconds : 0);
  }

  void datagrams(DatagramCounts counts) {
    Json.real(json, "jitter_ms", counts.jitterNanos() / 1e6);
    json.writeNumberProperty("lost_packets", counts.lost());
    json.writeNumberProperty("packets", counts.packets());
    Json.real(json, "lost_percent", counts.lostPercent());
  }

  /** Ours beside iperf3's. */
  void moreDatagrams(DatagramCounts counts) {
    json.writeNumberProperty("duplicates", counts.duplicates());
    optional("socket_drops", counts.socketDrops());
  }

  void optional(String name, OptionalLong value) {
    value.ifPresent(number -> json.writeNumberProperty(name, number));
  }
}
