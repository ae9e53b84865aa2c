package dev.linerate.tool;

import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one end's log says of a test before its first sample. What it does not say is empty.
 *
 * @param started to the second
 * @param cookie the same in both ends' logs
 * @param connection of the first stream
 * @param streams in one direction
 * @param rate that was asked for
 * @param length bytes of a write or datagram, where it was chosen
 * @param duration as asked for, without the omitted time
 * @param commands that made it
 */
public record TestHeading(
    Optional<Instant> started,
    Optional<String> cookie,
    Optional<Connection> connection,
    Optional<Protocol> protocol,
    OptionalInt streams,
    Optional<Rate> rate,
    Optional<ByteCount> length,
    Optional<ByteCount> window,
    OptionalInt mss,
    Optional<Duration> duration,
    Optional<Duration> omit,
    List<String> commands) {
  public TestHeading {
    commands = List.copyOf(commands);
  }

  /** Of a log that says nothing. */
  public static final TestHeading NONE =
      new TestHeading(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());
}
