package dev.linerate.traffic;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a test may send, over all of its streams, in whole blocks: iperf3's {@code -n} and
 * {@code -k}. Senders take blocks from it before they send them.
 */
public final class Budget {
  private enum State {
    UNLIMITED,
    /** Counts, but lets everything pass. */
    HELD,
    LIMITED
  }

  private volatile State state;
  private final AtomicLong left;

  private Budget(State state, long blocks) {
    this.state = state;
    left = new AtomicLong(blocks);
  }

  /** Time alone ends the test. */
  public static Budget unlimited() {
    return new Budget(State.UNLIMITED, 0);
  }

  /** A number of blocks ({@code -k}). */
  public static Budget ofBlocks(long blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("a budget is at least a block, not " + blocks);
    }
    return new Budget(State.LIMITED, blocks);
  }

  /** As many whole blocks as hold at least that many bytes ({@code -n}). */
  public static Budget ofBytes(long bytes, int blockBytes) {
    return ofBlocks(Math.ceilDiv(bytes, (long) blockBytes));
  }

  /** The same, but unlimited until {@link #release}: the omitted time. */
  public Budget held() {
    return new Budget(state == State.UNLIMITED ? state : State.HELD, left.get());
  }

  /**
   * Lets a {@link #held} budget count; others stay as they are.
   *
   * @param before blocks of the omitted time; what was taken beyond them counts
   */
  public void release(long before) {
    if (state == State.HELD) {
      left.addAndGet(before);
      state = State.LIMITED;
    }
  }

  /** Takes up to so many blocks; 0 when it is used up. */
  int take(int wanted) {
    return switch (state) {
      case UNLIMITED -> wanted;
      case HELD -> {
        left.addAndGet(-wanted);
        yield wanted;
      }
      case LIMITED -> takeOfLimited(wanted);
    };
  }

  private int takeOfLimited(int wanted) {
    while (true) {
      long before = left.get();
      int got = Math.clamp(before, 0, wanted);
      if (left.compareAndSet(before, before - got)) {
        return got;
      }
    }
  }

  /** Blocks that were taken and not sent. */
  void giveBack(int blocks) {
    if (state != State.UNLIMITED) {
      left.addAndGet(blocks);
    }
  }

  /** Whether all of it was sent, or is being sent. */
  public boolean isUsedUp() {
    return state == State.LIMITED && left.get() <= 0;
  }
}
