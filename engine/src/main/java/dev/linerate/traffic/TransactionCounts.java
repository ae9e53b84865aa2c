package dev.linerate.traffic;

/**
 * Transactions by how they ended.
 *
 * @param done response received in full
 * @param lost datagrams without a response within {@link UdpRequester#RESPONSE_LIMIT}
 * @param unconnected connections that did not come about
 * @param broken connections that ended, or brought nothing, before the response was there
 */
public record TransactionCounts(long done, long lost, long unconnected, long broken) {
  public static final TransactionCounts NONE = new TransactionCounts(0, 0, 0, 0);

  public TransactionCounts minus(TransactionCounts earlier) {
    return new TransactionCounts(
        done - earlier.done,
        lost - earlier.lost,
        unconnected - earlier.unconnected,
        broken - earlier.broken);
  }

  /** Those that did not end well. */
  public long failed() {
    return lost + unconnected + broken;
  }
}
