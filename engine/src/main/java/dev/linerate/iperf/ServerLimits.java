package dev.linerate.iperf;

import java.time.Duration;

/**
 * What strangers may take of a server. Block sizes, buffers, lengths of messages and the like have
 * the bounds of the protocol, see {@link Parameters}.
 *
 * @param tests at the same time; 1 refuses a second client, as iperf3 does
 * @param streams of all running tests together, each direction of a bidirectional one counted
 * @param halfOpen connections that have not yet said which test they belong to; one more evicts the
 *     oldest
 * @param handshake time such a connection has, and a client to open all its streams
 * @param duration longest test, its omitted time included; a test that only counts bytes is ended
 *     after it
 * @param bitsPerSecond most that one test may ask for or move, all streams together; 0 is no limit
 * @param averaging time over which what it moves is averaged
 */
public record ServerLimits(
    int tests,
    int streams,
    int halfOpen,
    Duration handshake,
    Duration duration,
    long bitsPerSecond,
    Duration averaging) {
  public static final int MAX_TESTS = 256;
  public static final int MAX_STREAMS = 1024;

  /** 16 tests, 256 streams, 64 half-open connections, 10 seconds to begin, one hour. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          16, 256, 64, Duration.ofSeconds(10), Duration.ofHours(1), 0, Duration.ofSeconds(5));

  public ServerLimits {
    Limit.range("tests", tests, 1, MAX_TESTS);
    Limit.range("streams", streams, 1, MAX_STREAMS);
    Limit.range("half-open connections", halfOpen, 1, MAX_STREAMS);
    Limit.range("handshake in milliseconds", handshake.toMillis(), 1, 600_000);
    Limit.range("duration in seconds", duration.toSeconds(), 1, Amount.MAX_SECONDS + 600L);
    Limit.range("bit rate", bitsPerSecond, 0, Long.MAX_VALUE);
    Limit.range("averaging in milliseconds", averaging.toMillis(), 100, 3_600_000);
  }

  public ServerLimits withTests(int changed) {
    return new ServerLimits(
        changed, streams, halfOpen, handshake, duration, bitsPerSecond, averaging);
  }

  public ServerLimits withStreams(int changed) {
    return new ServerLimits(
        tests, changed, halfOpen, handshake, duration, bitsPerSecond, averaging);
  }

  public ServerLimits withHalfOpen(int changed) {
    return new ServerLimits(tests, streams, changed, handshake, duration, bitsPerSecond, averaging);
  }

  public ServerLimits withHandshake(Duration changed) {
    return new ServerLimits(tests, streams, halfOpen, changed, duration, bitsPerSecond, averaging);
  }

  public ServerLimits withDuration(Duration changed) {
    return new ServerLimits(tests, streams, halfOpen, handshake, changed, bitsPerSecond, averaging);
  }

  public ServerLimits withRate(long changed, Duration over) {
    return new ServerLimits(tests, streams, halfOpen, handshake, duration, changed, over);
  }
}
