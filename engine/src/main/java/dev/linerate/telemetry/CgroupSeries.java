package dev.linerate.telemetry;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A control group with a limit of processor time ({@code cpu.stat}, cgroups(7)): the group of a
 * thread of the traffic, or one above it that has a quota.
 *
 * @param path below the mount: {@code /docker/0123…}
 * @param version 1 or 2
 * @param ends whose threads are in it
 * @param quotaCores processor time it may use, in cores; empty without a limit
 * @param periods enforcement periods that passed
 * @param throttledPeriods those in which it was stopped
 * @param throttledMicros how long it was stopped, µs, all cores together
 */
public record CgroupSeries(
    String path,
    int version,
    List<End> ends,
    OptionalDouble quotaCores,
    Column periods,
    Column throttledPeriods,
    Column throttledMicros) {
  public CgroupSeries {
    ends = List.copyOf(ends);
  }
}
