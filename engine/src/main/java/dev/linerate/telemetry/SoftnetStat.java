package dev.linerate.telemetry;

/**
 * {@code /proc/net/softnet_stat} (net/core/net-procfs.c): a line a core that is there, columns in
 * hexadecimal, 32 bits each. The first three are packets processed, packets dropped, times
 * squeezed. Kernels from 5.10 on have the core's number in the thirteenth; with an older one a line
 * is of the core at its place among those that are there.
 */
final class SoftnetStat {
  /** Numbers of a core: processed, dropped, squeezed. */
  static final int WIDTH = 3;

  /** Counters start again from 0 behind this. */
  static final long WRAP = 1L << 32;

  private static final int BETWEEN = 9;

  private SoftnetStat() {}

  /**
   * Fills in the counters of each core.
   *
   * @param cores numbers of those that are there, in order
   * @param slots by core, where its numbers go; −1 for none
   */
  static void parse(Lines lines, int[] cores, int[] slots, long[] row) {
    for (int place = 0; lines.next(); place++) {
      long processed = lines.hexadecimal();
      long dropped = lines.hexadecimal();
      long squeezed = lines.hexadecimal();
      if (squeezed == Lines.NONE) {
        continue;
      }
      long core = lines.skipWords(BETWEEN) ? lines.hexadecimal() : Lines.NONE;
      if (core == Lines.NONE) {
        core = place < cores.length ? cores[place] : -1;
      }
      if (core >= 0 && core < slots.length && slots[(int) core] >= 0) {
        int slot = slots[(int) core];
        row[slot] = processed;
        row[slot + 1] = dropped;
        row[slot + 2] = squeezed;
      }
    }
  }
}
