package dev.linerate.plan;

import dev.linerate.unit.ByteCount;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Traffic between two endpoints.
 *
 * @param streams parallel connections, 1 … 128
 * @param rate how fast it is sent
 * @param length bytes per write (TCP) or per datagram (UDP); empty leaves it to the tool
 * @param window socket buffer, bytes
 * @param mss TCP maximum segment size, bytes
 * @param congestion TCP congestion control algorithm
 * @param zerocopy send without copying from user space
 * @param duration measured time, without {@code omit}; of a search, how long full-length tests at a
 *     rate last together
 * @param omit time at the start that is sent and not counted; none in a search, which has a test
 *     before it
 * @param interval length of one sample
 * @param inside whether what sends and receives is in the control groups of its endpoint's
 *     container, so that the container's limits of processor time and memory count
 * @param transaction where requests are sent and responses awaited; empty where the payload goes
 *     one way
 */
public record Flow(
    Protocol protocol,
    Direction direction,
    int streams,
    Rate rate,
    Optional<ByteCount> length,
    Optional<ByteCount> window,
    OptionalInt mss,
    Optional<String> congestion,
    boolean zerocopy,
    Duration duration,
    Duration omit,
    Duration interval,
    boolean inside,
    Optional<Transaction> transaction) {
  /** Linux's TCP_CA_NAME_MAX is 16, the closing NUL included. */
  static final Pattern CONGESTION = Pattern.compile("[a-z][a-z0-9_-]{0,14}");

  /** The tests of a search take about this many times its duration. */
  private static final int SEARCHING = 3;

  public Flow {
    omit = rate instanceof Rate.Search ? Duration.ZERO : omit;
  }

  /** A flow whose ends are in no container's control groups. */
  public Flow(
      Protocol protocol,
      Direction direction,
      int streams,
      Rate rate,
      Optional<ByteCount> length,
      Optional<ByteCount> window,
      OptionalInt mss,
      Optional<String> congestion,
      boolean zerocopy,
      Duration duration,
      Duration omit,
      Duration interval) {
    this(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        false,
        Optional.empty());
  }

  /** A flow whose payload goes one way. */
  public Flow(
      Protocol protocol,
      Direction direction,
      int streams,
      Rate rate,
      Optional<ByteCount> length,
      Optional<ByteCount> window,
      OptionalInt mss,
      Optional<String> congestion,
      boolean zerocopy,
      Duration duration,
      Duration omit,
      Duration interval,
      boolean inside) {
    this(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        Optional.empty());
  }

  /** One stream, forward, as fast as possible, everything else the tool's default. */
  public static Flow of(Protocol protocol, Duration duration) {
    return new Flow(
        protocol,
        Direction.FORWARD,
        1,
        Rate.UNLIMITED,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false,
        duration,
        Duration.ZERO,
        Duration.ofMillis(500));
  }

  public Flow withDuration(Duration other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        other,
        omit,
        interval.compareTo(other) > 0 ? other : interval,
        inside,
        transaction);
  }

  public Flow withStreams(int other) {
    return new Flow(
        protocol,
        direction,
        other,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        transaction);
  }

  public Flow withRate(Rate other) {
    return new Flow(
        protocol,
        direction,
        streams,
        other,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        transaction);
  }

  /** The same within the control groups of its endpoints' containers, or outside of them. */
  public Flow withInside(boolean other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        other,
        transaction);
  }

  /** With another socket buffer; empty leaves it to the kernel. */
  public Flow withWindow(Optional<ByteCount> other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        other,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        transaction);
  }

  /** With another maximum segment size, bytes; empty leaves it to the kernel. */
  public Flow withMss(OptionalInt other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        other,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        transaction);
  }

  /** With another congestion control; empty leaves it to the kernel. */
  public Flow withCongestion(Optional<String> other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        other,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        transaction);
  }

  /**
   * What may name a congestion control.
   *
   * @throws IllegalArgumentException with a sentence when it may not
   */
  public static String congestionName(String text) {
    if (!CONGESTION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is no name of an algorithm; write for example cubic or bbr");
    }
    return text;
  }

  /** With requests and responses. */
  public Flow withTransaction(Transaction other) {
    return new Flow(
        protocol,
        direction,
        streams,
        rate,
        length,
        window,
        mss,
        congestion,
        zerocopy,
        duration,
        omit,
        interval,
        inside,
        Optional.of(other));
  }

  /** How long a trial sends, about. */
  public Duration sending() {
    return rate instanceof Rate.Search ? duration.multipliedBy(SEARCHING) : duration.plus(omit);
  }

  /** What tells this flow from another in a table: {@code udp 920 Mbit/s ×4 reverse}. */
  public String label() {
    StringBuilder text = new StringBuilder(protocol.word());
    transaction.ifPresent(t -> text.append(' ').append(t.label()));
    if (!rate.label().isEmpty()) {
      text.append(' ').append(rate.label());
    }
    length.ifPresent(l -> text.append(' ').append(l.bytes()).append(" B"));
    if (streams > 1) {
      text.append(" ×").append(streams);
    }
    if (direction != Direction.FORWARD) {
      text.append(' ').append(direction.word());
    }
    window.ifPresent(w -> text.append(" window ").append(w));
    mss.ifPresent(m -> text.append(" mss ").append(m));
    congestion.ifPresent(c -> text.append(' ').append(c));
    return text.append(zerocopy ? " zerocopy" : "").append(inside ? " inside" : "").toString();
  }
}
