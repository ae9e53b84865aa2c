package dev.linerate.telemetry;

import java.util.OptionalDouble;

/** A control group's {@code cpu.stat} and its quota (cgroups(7), cgroup-v2.rst). */
final class CpuStat {
  static final int PERIODS = 0;
  static final int THROTTLED_PERIODS = 1;

  /** µs. */
  static final int THROTTLED_MICROS = 2;

  /** Numbers of a group. */
  static final int WIDTH = 3;

  private static final byte[] NR_PERIODS = Lines.ascii("nr_periods ");
  private static final byte[] NR_THROTTLED = Lines.ascii("nr_throttled ");
  private static final byte[] NANOS = Lines.ascii("throttled_time ");
  private static final byte[] MICROS = Lines.ascii("throttled_usec ");

  private CpuStat() {}

  /** Fills in the counters: version 1 counts nanoseconds, version 2 microseconds. */
  static void parse(Lines lines, long[] row) {
    while (lines.next()) {
      if (lines.skip(NR_PERIODS)) {
        row[PERIODS] = lines.number();
      } else if (lines.skip(NR_THROTTLED)) {
        row[THROTTLED_PERIODS] = lines.number();
      } else if (lines.skip(MICROS)) {
        row[THROTTLED_MICROS] = lines.number();
      } else if (lines.skip(NANOS)) {
        long nanos = lines.number();
        row[THROTTLED_MICROS] = nanos == Lines.NONE ? nanos : nanos / 1000;
      }
    }
  }

  /** Version 2, {@code cpu.max}: {@code max 100000} or quota and period. */
  static OptionalDouble max(Lines lines) {
    return lines.next() ? cores(lines.number(), lines) : OptionalDouble.empty();
  }

  /** Version 1: {@code cpu.cfs_quota_us}, −1 for none, and {@code cpu.cfs_period_us}. */
  static OptionalDouble quota(Lines quota, Lines period) {
    return quota.next() && period.next() ? cores(quota.number(), period) : OptionalDouble.empty();
  }

  private static OptionalDouble cores(long quota, Lines period) {
    if (quota <= 0) {
      return OptionalDouble.empty();
    }
    long micros = period.number();
    return micros > 0 ? OptionalDouble.of(quota / (double) micros) : OptionalDouble.empty();
  }
}
