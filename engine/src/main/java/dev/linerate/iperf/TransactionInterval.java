package dev.linerate.iperf;

import dev.linerate.traffic.TransactionCounts;

/**
 * Transactions that ended in a time.
 *
 * @param startSeconds and {@code endSeconds}: since the begin of what is measured, or, where it is
 *     omitted, of the test
 */
public record TransactionInterval(
    double startSeconds, double endSeconds, TransactionCounts counts, boolean omitted) {
  public double perSecond() {
    double seconds = endSeconds - startSeconds;
    return seconds > 0 ? counts.done() / seconds : 0;
  }
}
