package dev.linerate.tool;

import dev.linerate.result.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What {@code end} of iperf3's JSON says of the other end, which each release does differently. */
final class JsonPeers {
  private JsonPeers() {}

  /** The sums of either direction that are hearsay; without those that are not told. */
  static List<PeerCount> of(JsonNode end, End role, boolean reverse) {
    List<PeerCount> all = new ArrayList<>();
    boolean both = end.has("sum_sent_bidir_reverse");
    boolean sends = reverse == (role == End.SERVER);
    if (both || sends) {
      boolean forward = role == End.CLIENT;
      add(all, Side.RECEIVER, end.path(name("sum_received", both && !forward)), end, role);
    }
    if (both || !sends) {
      boolean forward = role == End.SERVER;
      add(all, Side.SENDER, end.path(name("sum_sent", both && !forward)), end, role);
    }
    return all;
  }

  private static String name(String sum, boolean bidirReverse) {
    return bidirReverse ? sum + "_bidir_reverse" : sum;
  }

  private static void add(List<PeerCount> all, Side side, JsonNode sum, JsonNode end, End role) {
    long bytes = JsonFields.count(sum, "bytes").orElse(0);
    if (role == End.SERVER && bytes == 0) {
      return; // a server's way to say that its client did not tell
    }
    if (sum.isObject()) {
      tell(all, side, sum, bytes);
    } else if (side == Side.RECEIVER && end.path("sum").isObject()) {
      JsonNode old = end.path("sum");
      tell(all, side, old, arrived(old));
    }
  }

  /** Before 3.7 a UDP client says what it sent, beside how much of it was lost. */
  private static long arrived(JsonNode sum) {
    long packets = JsonFields.count(sum, "packets").orElse(0);
    long lost = JsonFields.count(sum, "lost_packets").orElse(0);
    long bytes = JsonFields.count(sum, "bytes").orElse(0);
    return packets == 0 ? 0 : Math.max(0, Math.round(bytes * (1 - (double) lost / packets)));
  }

  private static void tell(List<PeerCount> all, Side side, JsonNode sum, long bytes) {
    double seconds = JsonFields.number(sum, "seconds").orElse(0);
    boolean receiver = side == Side.RECEIVER;
    if (seconds > 0) {
      all.add(
          new PeerCount(
              side,
              seconds,
              bytes,
              receiver ? OptionalLong.empty() : JsonFields.count(sum, "retransmits"),
              receiver ? JsonFields.number(sum, "jitter_ms") : OptionalDouble.empty(),
              receiver ? JsonFields.whole(sum, "lost_packets") : OptionalLong.empty(),
              receiver ? JsonFields.count(sum, "packets") : OptionalLong.empty()));
    }
  }
}
