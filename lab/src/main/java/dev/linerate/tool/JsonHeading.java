package dev.linerate.tool;

import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What {@code start} of iperf3's JSON says of the test. */
final class JsonHeading {
  /** What a tool takes where nobody chose: TCP's; UDP's before 3.2, and the usual MTU's later. */
  private static final Set<Long> USUAL_LENGTHS = Set.of(131_072L, 8192L, 1448L, 1460L, 1470L);

  /** A day, with some to spare: no duration of a test is longer. */
  private static final double LONGEST_SECONDS = 1e7;

  private JsonNode start = MissingNode.getInstance();

  void read(JsonNode node) {
    start = node;
  }

  /** Whose report it is: only the one that connects says where to. */
  static Optional<End> role(JsonNode start) {
    return start.has("connecting_to")
        ? Optional.of(End.CLIENT)
        : start.has("accepted_connection") ? Optional.of(End.SERVER) : Optional.empty();
  }

  TestHeading build() {
    JsonNode test = start.path("test_start");
    return new TestHeading(
        started(),
        JsonFields.text(start, "cookie").filter(c -> c.length() <= 64),
        connection(start.path("connected").path(0)),
        protocol(test),
        streams(test),
        rate(test),
        size(test, "blksize").filter(bytes -> !usual(bytes)),
        size(start, "sock_bufsize"),
        mss(),
        seconds(test, "duration"),
        seconds(test, "omit"),
        List.of());
  }

  private Optional<Instant> started() {
    OptionalLong seconds = JsonFields.count(start.path("timestamp"), "timesecs");
    return seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < 1L << 33
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }

  private static Optional<Connection> connection(JsonNode node) {
    Optional<String> local = JsonFields.text(node, "local_host");
    Optional<String> remote = JsonFields.text(node, "remote_host");
    OptionalInt localPort = port(node, "local_port");
    OptionalInt remotePort = port(node, "remote_port");
    return local.isPresent()
            && remote.isPresent()
            && localPort.isPresent()
            && remotePort.isPresent()
        ? Optional.of(
            new Connection(local.get(), localPort.getAsInt(), remote.get(), remotePort.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt port(JsonNode node, String name) {
    return within(JsonFields.count(node, name), 65_535);
  }

  private static OptionalInt streams(JsonNode test) {
    return within(JsonFields.count(test, "num_streams"), 128);
  }

  private OptionalInt mss() {
    return within(JsonFields.count(start, "tcp_mss"), 65_535);
  }

  /** From 1. */
  private static OptionalInt within(OptionalLong value, int most) {
    long number = value.orElse(0);
    return number >= 1 && number <= most ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  private static Optional<Protocol> protocol(JsonNode test) {
    return switch (JsonFields.text(test, "protocol").orElse("")) {
      case "TCP" -> Optional.of(Protocol.TCP);
      case "UDP" -> Optional.of(Protocol.UDP);
      default -> Optional.empty();
    };
  }

  private static Optional<Rate> rate(JsonNode test) {
    OptionalDouble rate = JsonFields.number(test, "target_bitrate");
    return rate.isPresent() && rate.getAsDouble() >= 0 && rate.getAsDouble() < 1e15
        ? Optional.of(Rate.of(new BitRate(rate.getAsDouble())))
        : Optional.empty();
  }

  private static Optional<ByteCount> size(JsonNode node, String name) {
    OptionalLong bytes = JsonFields.count(node, name);
    return bytes.orElse(0) > 0 ? Optional.of(new ByteCount(bytes.getAsLong())) : Optional.empty();
  }

  private static boolean usual(ByteCount length) {
    return USUAL_LENGTHS.contains(length.bytes());
  }

  private static Optional<Duration> seconds(JsonNode test, String name) {
    OptionalDouble seconds = JsonFields.number(test, name);
    return seconds.orElse(0) > 0 && seconds.getAsDouble() < LONGEST_SECONDS
        ? Optional.of(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000)))
        : Optional.empty();
  }
}
