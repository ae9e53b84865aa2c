package dev.linerate.traffic;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a test may send, over all of its streams, in whole blocks: iperf3's {@code -n} and
 * {@code -k}. Senders take blocks from it before they send them.
 */
public final class Budget {
  private volatile boolean limited;
  private final AtomicLong left;

  private Budget(boolean limited, long blocks) {
    this.limited = limited;
    left = new AtomicLong(blocks);
  }

  /** Time alone ends the test. */
  public static Budget unlimited() {
    return new Budget(false, 0);
  }

  /** A number of blocks ({@code -k}). */
  public static Budget ofBlocks(long blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("a budget is at least a block, not " + blocks);
    }
    return new Budget(true, blocks);
  }

  /** As many whole blocks as hold at least that many bytes ({@code -n}). */
  public static Budget ofBytes(long bytes, int blockBytes) {
    return ofBlocks(Math.ceilDiv(bytes, (long) blockBytes));
  }

  /** The same, but what is taken before {@link #release} is not counted: the omitted time. */
  public Budget held() {
    return new Budget(false, left.get());
  }

  /**
   * Begins to count, if it {@link #held} something.
   *
   * @param sent blocks of the measured time that have been sent already
   */
  public void release(long sent) {
    if (left.get() > 0) {
      left.set(Math.max(0, left.get() - sent));
      limited = true;
    }
  }

  /** Takes up to so many blocks; 0 when it is used up. */
  int take(int wanted) {
    if (!limited) {
      return wanted;
    }
    while (true) {
      long before = left.get();
      int got = (int) Math.min(before, wanted);
      if (left.compareAndSet(before, before - got)) {
        return got;
      }
    }
  }

  /** Blocks that were taken and not sent. */
  void giveBack(int blocks) {
    if (limited) {
      left.addAndGet(blocks);
    }
  }

  /** Whether all of it was sent, or is being sent. */
  public boolean isUsedUp() {
    return limited && left.get() == 0;
  }
}
