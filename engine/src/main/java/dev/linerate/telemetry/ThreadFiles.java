package dev.linerate.telemetry;

/** The files of one thread, {@code /proc/PID/task/TID/} (proc_pid(5)). */
final class ThreadFiles {
  /** The core it is on. */
  static final int CORE = 0;

  /** Processor time, ticks: {@code stat}. */
  static final int TICKS = 1;

  /** Processor time, ns: {@code schedstat}. */
  static final int CPU = 2;

  /** Time on a run queue, ns: {@code schedstat}. */
  static final int WAIT = 3;

  /** {@code sched}. */
  static final int MIGRATIONS = 4;

  /** {@code sched}, or {@code status}. */
  static final int VOLUNTARY = 5;

  /** {@code sched}, or {@code status}. */
  static final int INVOLUNTARY = 6;

  /** Numbers of a thread. */
  static final int WIDTH = 7;

  /** From the state behind the name, field 3, to utime, field 14; from stime to processor, 39. */
  private static final int BEFORE_UTIME = 11;

  private static final int BEFORE_PROCESSOR = 23;

  private static final byte[] NR_MIGRATIONS = Lines.ascii("se.nr_migrations");
  private static final byte[] NR_VOLUNTARY = Lines.ascii("nr_voluntary_switches");
  private static final byte[] NR_INVOLUNTARY = Lines.ascii("nr_involuntary_switches");
  private static final byte[] STATUS_VOLUNTARY = Lines.ascii("voluntary_ctxt_switches:");
  private static final byte[] STATUS_INVOLUNTARY = Lines.ascii("nonvoluntary_ctxt_switches:");

  private ThreadFiles() {}

  /** {@code stat}; a name may have blanks and brackets in it. */
  static void stat(Lines lines, long[] row) {
    if (!lines.next() || !lines.skipToLast(')') || !lines.skipWords(BEFORE_UTIME)) {
      return;
    }
    long user = lines.number();
    long system = lines.number();
    if (system == Lines.NONE || !lines.skipWords(BEFORE_PROCESSOR)) {
      return;
    }
    long core = lines.number();
    if (core != Lines.NONE) {
      row[TICKS] = user + system;
      row[CORE] = core;
    }
  }

  /** {@code schedstat}: time on a core, time waiting for one, slices. */
  static void schedstat(Lines lines, long[] row) {
    if (lines.next()) {
      long cpu = lines.number();
      long wait = lines.number();
      if (wait != Lines.NONE) {
        row[CPU] = cpu;
        row[WAIT] = wait;
      }
    }
  }

  /** {@code sched}: a quantity a line. */
  static void sched(Lines lines, long[] row) {
    while (lines.next()) {
      int slot =
          lines.skip(NR_MIGRATIONS)
              ? MIGRATIONS
              : lines.skip(NR_VOLUNTARY)
                  ? VOLUNTARY
                  : lines.skip(NR_INVOLUNTARY) ? INVOLUNTARY : -1;
      if (slot >= 0 && lines.skipPast(':')) {
        row[slot] = lines.number();
      }
    }
  }

  /** {@code status}, where there is no {@code sched}. */
  static void status(Lines lines, long[] row) {
    while (lines.next()) {
      if (lines.skip(STATUS_VOLUNTARY)) {
        row[VOLUNTARY] = lines.number();
      } else if (lines.skip(STATUS_INVOLUNTARY)) {
        row[INVOLUNTARY] = lines.number();
      }
    }
  }
}
