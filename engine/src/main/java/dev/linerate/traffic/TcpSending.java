package dev.linerate.traffic;

/**
 * How a TCP stream is sent.
 *
 * @param blockBytes bytes handed to the kernel in one call
 * @param bitsPerSecond payload bits a second; 0 is as fast as it goes
 * @param burst blocks that are sent together when one is due, at least 1
 * @param payload what the blocks hold
 * @param zeroCopy sendfile(2) from memory instead of send(2)
 */
public record TcpSending(
    int blockBytes, long bitsPerSecond, int burst, Payload payload, boolean zeroCopy) {
  /** iperf3's too. */
  public static final int DEFAULT_BLOCK_BYTES = 128 << 10;

  /**
   * What goes fastest together with a receiver that skips the copy: fewer wake-ups of it, and a
   * block still stays in a core's cache. Faster than sendfile(2), which hands over single pages.
   */
  public static final int FAST_BLOCK_BYTES = 512 << 10;

  public static final TcpSending DEFAULT =
      new TcpSending(DEFAULT_BLOCK_BYTES, 0, 1, Payload.RANDOM, false);

  public TcpSending {
    if (blockBytes < 1 || bitsPerSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("block " + blockBytes + ", burst " + burst);
    }
  }

  public TcpSending withBlockBytes(int bytes) {
    return new TcpSending(bytes, bitsPerSecond, burst, payload, zeroCopy);
  }

  public TcpSending withRate(long rate) {
    return new TcpSending(blockBytes, rate, burst, payload, zeroCopy);
  }

  public TcpSending withZeroCopy(boolean on) {
    return new TcpSending(blockBytes, bitsPerSecond, burst, payload, on);
  }
}
