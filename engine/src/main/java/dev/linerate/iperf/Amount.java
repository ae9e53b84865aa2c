package dev.linerate.iperf;

/**
 * How much a test sends: for a time, or until a number of bytes or blocks has gone. 0 is no limit
 * of that kind.
 *
 * @param seconds whole seconds, 0 … 86400
 * @param omitSeconds seconds before that are left out of the result, 0 … 600
 * @param bytes over all streams
 * @param blocks over all streams; a block is one write or one datagram
 */
public record Amount(int seconds, int omitSeconds, long bytes, long blocks) {
  public static final int MAX_SECONDS = 86_400;
  public static final int MAX_OMIT_SECONDS = 600;

  public Amount {
    Limit.range("time", seconds, 0, MAX_SECONDS);
    Limit.range("omit", omitSeconds, 0, MAX_OMIT_SECONDS);
    Limit.range("num", bytes, 0, Long.MAX_VALUE);
    Limit.range("blockcount", blocks, 0, Long.MAX_VALUE);
  }

  public static Amount ofSeconds(int seconds) {
    return new Amount(seconds, 0, 0, 0);
  }

  public static Amount ofBytes(long bytes) {
    return new Amount(0, 0, bytes, 0);
  }

  public static Amount ofBlocks(long blocks) {
    return new Amount(0, 0, 0, blocks);
  }

  public Amount withOmitSeconds(int omitted) {
    return new Amount(seconds, omitted, bytes, blocks);
  }
}
