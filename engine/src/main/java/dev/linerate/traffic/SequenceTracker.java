package dev.linerate.traffic;

import java.util.Arrays;

/**
 * Loss and order of one stream's datagrams from their sequence numbers, which begin at 1. Counts as
 * iperf3 does (iperf_udp_recv): a gap is lost until a late datagram fills it, and that one is out
 * of order. But where iperf3 takes a datagram that comes twice for a late one, which hides a loss,
 * this counts it as a duplicate and as nothing else.
 *
 * <p>Duplicates are known within the last {@value #WINDOW} numbers; what comes later still counts
 * as late.
 */
public final class SequenceTracker {
  /** Sequence numbers remembered; a power of two. */
  static final int WINDOW = 1 << 16;

  private static final int WORDS = WINDOW / Long.SIZE;

  /** A bit for each number in the window (highest − WINDOW, highest]: whether it came. */
  private final long[] seen = new long[WORDS];

  private long highest;
  private long lost;
  private long outOfOrder;
  private long duplicates;

  /**
   * Takes a datagram whose number was cut to 32 bits: the full one is that closest to the highest.
   */
  public void arrived(int number) {
    arrived(highest + (number - (int) highest));
  }

  /** Takes a datagram by its number; none has one below 1, so such a one is not counted. */
  public void arrived(long number) {
    if (number > highest) {
      if (number - highest > 1) {
        lost += number - highest - 1;
        forget(highest + 1, number - 1);
      }
      highest = number;
      mark(number);
    } else if (number >= 1) {
      late(number);
    }
  }

  /** So many more were sent after the highest, and will not come. */
  public void missed(long count) {
    if (count > 0) {
      forget(highest + 1, highest + count);
      highest += count;
      lost += count;
    }
  }

  private void late(long number) {
    if (number > highest - WINDOW) {
      if (isMarked(number)) {
        duplicates++;
        return;
      }
      mark(number);
    }
    outOfOrder++;
    if (lost > 0) {
      lost--;
    }
  }

  private void mark(long number) {
    seen[word(number)] |= 1L << number;
  }

  private boolean isMarked(long number) {
    return (seen[word(number)] & 1L << number) != 0;
  }

  /** Numbers that come into the window without having arrived. */
  private void forget(long first, long last) {
    if (last - first >= WINDOW) {
      Arrays.fill(seen, 0);
      return;
    }
    for (long number = first; number <= last; number++) {
      seen[word(number)] &= ~(1L << number);
    }
  }

  private static int word(long number) {
    return (int) (number / Long.SIZE) & WORDS - 1;
  }

  /**
   * The highest number that came or is known to have been sent: what iperf3 reports as the
   * receiver's packets.
   */
  public long highest() {
    return highest;
  }

  /** Numbers up to the highest that have not come. */
  public long lost() {
    return lost;
  }

  /** Datagrams that came after one with a higher number. */
  public long outOfOrder() {
    return outOfOrder;
  }

  /** Datagrams that came again. */
  public long duplicates() {
    return duplicates;
  }
}
