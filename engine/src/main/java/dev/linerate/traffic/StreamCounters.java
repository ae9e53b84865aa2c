package dev.linerate.traffic;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one loop has done so far. The loop alone writes; anybody reads while it runs, and sees each
 * count grow, though not all of them at the same instant. When the loop's thread has been joined,
 * all of them are final.
 *
 * <p>The counts fill cache lines of their own: neither other streams' counters nor the sampler's
 * reading slow a loop down by more than it reads.
 */
public final class StreamCounters {
  private static final int BYTES = 0;
  private static final int DATAGRAMS = 1;
  private static final int LOST = 2;
  private static final int OUT_OF_ORDER = 3;
  private static final int DUPLICATES = 4;
  private static final int JITTER = 5;
  private static final int SOCKET_DROPS = 6;
  private static final int CORE = 7;
  private static final int MIGRATIONS = 8;
  private static final int PACED = 9;
  private static final int LATE = 10;
  private static final int CELLS = 11;

  /** 128 bytes, as processors fetch lines in pairs. */
  private static final int PADDING = 16;

  private final AtomicLongArray cells = new AtomicLongArray(PADDING + CELLS + PADDING);

  /** All of it unknown or 0. */
  public StreamCounters() {
    write(CORE, -1);
    write(SOCKET_DROPS, -1);
  }

  // --- the loop
  // -----------------------------------------------------------------------------------

  /** Bytes that were sent or received. */
  void add(long bytes) {
    write(BYTES, own(BYTES) + bytes);
  }

  /** Datagrams that were sent. */
  void add(long bytes, long datagrams) {
    write(DATAGRAMS, own(DATAGRAMS) + datagrams);
    add(bytes);
  }

  /** Where the received datagrams stand. */
  void received(long bytes, SequenceTracker sequence, Jitter jitter) {
    write(DATAGRAMS, sequence.highest());
    write(LOST, sequence.lost());
    write(OUT_OF_ORDER, sequence.outOfOrder());
    write(DUPLICATES, sequence.duplicates());
    write(JITTER, jitter.nanos());
    add(bytes);
  }

  /** Datagrams the socket has dropped so far. */
  void socketDrops(long drops) {
    write(SOCKET_DROPS, drops);
  }

  /** A send that was due at an instant, and by how much it was missed. */
  void paced(long lateNanos) {
    write(PACED, own(PACED) + 1);
    write(LATE, own(LATE) + lateNanos);
  }

  /** The core the loop runs on now; another one than last time is a migration. */
  void runsOn(int core) {
    long last = own(CORE);
    if (core != last) {
      if (last >= 0) {
        write(MIGRATIONS, own(MIGRATIONS) + 1);
      }
      write(CORE, core);
    }
  }

  private long own(int cell) {
    return cells.getPlain(PADDING + cell);
  }

  private void write(int cell, long value) {
    cells.setRelease(PADDING + cell, value);
  }

  // --- readers
  // ------------------------------------------------------------------------------------

  public long bytes() {
    return read(BYTES);
  }

  /** Datagrams sent; of a receiver, the highest sequence number seen. */
  public long datagrams() {
    return read(DATAGRAMS);
  }

  /** See {@link DatagramCounts}. */
  public DatagramCounts datagramCounts() {
    long drops = read(SOCKET_DROPS);
    return new DatagramCounts(
        read(DATAGRAMS),
        read(LOST),
        read(OUT_OF_ORDER),
        read(DUPLICATES),
        read(JITTER),
        drops < 0 ? OptionalLong.empty() : OptionalLong.of(drops));
  }

  /** The core the loop was last seen on; empty before it began. */
  public OptionalInt core() {
    int core = (int) read(CORE);
    return core < 0 ? OptionalInt.empty() : OptionalInt.of(core);
  }

  /** Moves from core to core seen so far: a lower bound, as the loop looks once for each call. */
  public long migrations() {
    return read(MIGRATIONS);
  }

  /** Sends that were due at an instant. */
  long pacedSends() {
    return read(PACED);
  }

  /** By how much all of them together were late. */
  long lateNanos() {
    return read(LATE);
  }

  private long read(int cell) {
    return cells.getAcquire(PADDING + cell);
  }
}
