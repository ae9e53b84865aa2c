package dev.linerate.traffic;

/**
 * One transaction: a request and the response to it, one after another on a connection.
 *
 * @param requestBytes and {@code responseBytes}: payload; a datagram has at least {@link
 *     #MIN_DATAGRAM}
 * @param perSecond transactions a second that are begun; 0 begins the next when the last has ended
 * @param spin receives by asking again and again instead of sleeping: faster, and a core is busy
 */
public record Exchange(int requestBytes, int responseBytes, int perSecond, boolean spin) {
  /** A datagram carries the number of its transaction, so that a late response is known. */
  public static final int MIN_DATAGRAM = Long.BYTES;

  public Exchange {
    if (requestBytes < 1 || responseBytes < 1 || perSecond < 0) {
      throw new IllegalArgumentException("sizes are at least 1 and a rate at least 0");
    }
  }

  int largest() {
    return Math.max(requestBytes, responseBytes);
  }

  int bytes() {
    return requestBytes + responseBytes;
  }
}
