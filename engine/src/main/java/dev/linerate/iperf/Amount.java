package dev.linerate.iperf;

import java.time.Duration;

/**
 * How much a test sends: for a time, or until a number of bytes or blocks has gone. 0 is no limit
 * of that kind.
 *
 * @param time 0 … 86400 seconds; only the client counts it, so that it may have a fraction, of
 *     which the protocol knows nothing
 * @param omitSeconds whole seconds before that are left out of the result, 0 … 600
 * @param bytes over all streams
 * @param blocks over all streams; a block is one write or one datagram
 */
public record Amount(Duration time, int omitSeconds, long bytes, long blocks) {
  public static final int MAX_SECONDS = 86_400;
  public static final int MAX_OMIT_SECONDS = 600;

  public Amount {
    Limit.range("time", ceiling(time), 0, MAX_SECONDS);
    Limit.range("omit", omitSeconds, 0, MAX_OMIT_SECONDS);
    Limit.range("num", bytes, 0, Long.MAX_VALUE);
    Limit.range("blockcount", blocks, 0, Long.MAX_VALUE);
  }

  public Amount(int seconds, int omitSeconds, long bytes, long blocks) {
    this(Duration.ofSeconds(seconds), omitSeconds, bytes, blocks);
  }

  public static Amount ofSeconds(int seconds) {
    return of(Duration.ofSeconds(seconds));
  }

  public static Amount of(Duration time) {
    return new Amount(time, 0, 0, 0);
  }

  public static Amount ofBytes(long bytes) {
    return new Amount(0, 0, bytes, 0);
  }

  public static Amount ofBlocks(long blocks) {
    return new Amount(0, 0, 0, blocks);
  }

  public Amount withOmitSeconds(int omitted) {
    return new Amount(time, omitted, bytes, blocks);
  }

  /** The time as the protocol has it: whole seconds, a begun one counts. */
  public int seconds() {
    return (int) ceiling(time);
  }

  private static long ceiling(Duration time) {
    return time.toNanosPart() == 0 ? time.toSeconds() : time.toSeconds() + 1;
  }
}
