package dev.linerate.telemetry;

import java.util.BitSet;

/** {@code /proc/stat} (proc_stat(5)): what each core spent its time on, since it was started. */
final class ProcStat {
  static final int USER = 0;
  static final int SYSTEM = 1;
  static final int SOFTIRQ = 2;
  static final int IRQ = 3;
  static final int STEAL = 4;
  static final int IDLE = 5;

  /** Numbers of a core. */
  static final int WIDTH = 6;

  private static final byte[] CPU = Lines.ascii("cpu");
  private static final byte[] BLANK = Lines.ascii(" ");
  private static final int MOST_CORES = 1 << 16;

  private ProcStat() {}

  /** The cores that are there. */
  static BitSet cores(Lines lines) {
    BitSet cores = new BitSet();
    while (lines.next() && lines.skip(CPU)) {
      long core = core(lines);
      if (core >= 0) {
        cores.set((int) core);
      }
    }
    return cores;
  }

  /**
   * Fills in the ticks of each core; guests are in user already.
   *
   * @param slots by core, where its numbers go; −1 for none
   * @param row what is not in the file stays as it is
   */
  static void parse(Lines lines, int[] slots, long[] row) {
    while (lines.next() && lines.skip(CPU)) {
      long core = core(lines);
      if (core >= 0 && core < slots.length && slots[(int) core] >= 0) {
        core(lines, slots[(int) core], row);
      }
    }
  }

  /** The first line is of all cores together and has no number. */
  private static long core(Lines lines) {
    long core = lines.skip(BLANK) ? -1 : lines.number();
    return core < MOST_CORES ? core : -1;
  }

  private static void core(Lines lines, int slot, long[] row) {
    long user = lines.number();
    long nice = lines.number();
    long system = lines.number();
    long idle = lines.number();
    long ioWait = lines.number();
    long irq = lines.number();
    long softirq = lines.number();
    long steal = lines.number();
    if (steal == Lines.NONE) {
      return;
    }
    row[slot + USER] = user + nice;
    row[slot + SYSTEM] = system;
    row[slot + SOFTIRQ] = softirq;
    row[slot + IRQ] = irq;
    row[slot + STEAL] = steal;
    row[slot + IDLE] = idle + ioWait;
  }
}
