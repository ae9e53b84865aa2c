package dev.linerate.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the machine did during one trial, on the clock of its intervals. Every column has a value
 * for each sample of {@code time}; see docs/TELEMETRY.md for sources.
 *
 * @param rate samples a second that were asked for; long trials keep fewer
 * @param time when the samples were taken
 * @param cores every core that was there, by number
 * @param threads those that made the traffic
 * @param namespaces the endpoints' network namespaces; one, when they share it
 * @param cgroups those of the traffic's threads that count throttling
 * @param path what was dropped between the endpoints; empty where nobody looked
 * @param absent what could not be read, and why
 * @param cost what the sampling itself took
 */
public record Telemetry(
    double rate,
    TimeAxis time,
    List<CoreSeries> cores,
    List<ThreadSeries> threads,
    List<NamespaceSeries> namespaces,
    List<CgroupSeries> cgroups,
    Optional<PathDrops> path,
    List<Absent> absent,
    SamplingCost cost) {

  public Telemetry {
    cores = List.copyOf(cores);
    threads = List.copyOf(threads);
    namespaces = List.copyOf(namespaces);
    cgroups = List.copyOf(cgroups);
    absent = List.copyOf(absent);
  }

  /** Of a path that nobody looked at. */
  public Telemetry(
      double rate,
      TimeAxis time,
      List<CoreSeries> cores,
      List<ThreadSeries> threads,
      List<NamespaceSeries> namespaces,
      List<CgroupSeries> cgroups,
      List<Absent> absent,
      SamplingCost cost) {
    this(rate, time, cores, threads, namespaces, cgroups, Optional.empty(), absent, cost);
  }

  /**
   * The same with what was dropped on the path.
   *
   * @param unread what of it could not be read, and why
   */
  public Telemetry withPath(PathDrops drops, List<Absent> unread) {
    List<Absent> all = new ArrayList<>(absent);
    all.addAll(unread);
    return new Telemetry(
        rate, time, cores, threads, namespaces, cgroups, Optional.of(drops), all, cost);
  }

  /** How many samples there are. */
  public int samples() {
    return time.samples();
  }
}
