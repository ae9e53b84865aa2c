package dev.linerate.telemetry;

import dev.linerate.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads all sources again and again, and makes the result of it. Knows no clock but as an argument.
 * For one thread, which enters the namespaces and so is to end with it.
 */
final class Passes implements AutoCloseable {
  /**
   * When there are more, every other one is forgotten, and from then on half as many are made: a
   * trial of a day fits in memory.
   */
  static final int MOST_PASSES = 2048;

  /** USER_HZ, what {@code /proc} counts in, on every architecture the engine knows. */
  private static final long TICKS_PER_SECOND = 100;

  private final Opener opener;
  private final LongSupplier nanoClock;
  private final CoreWatch cores;
  private final ThreadWatch threads;
  private final ProcessWatch processes;
  private final CgroupWatch cgroups;
  private final List<NamespaceWatch> namespaces = new ArrayList<>();
  private final List<Recording> recordings = new ArrayList<>();
  private final Lines lines = new Lines();
  private long[] instants = new long[64];
  private int passes;

  /** How a thread gets into a namespace. */
  @FunctionalInterface
  interface Door {
    void enter(Path namespace) throws LinuxException;
  }

  /**
   * Opens what there is.
   *
   * @param root what stands for {@code /}
   */
  Passes(Path root, List<NamespacePlace> places, Door door, LongSupplier nanoClock) {
    opener = new Opener(root);
    this.nanoClock = nanoClock;
    cores = new CoreWatch(opener, TICKS_PER_SECOND);
    threads = new ThreadWatch(opener, TICKS_PER_SECOND);
    processes = new ProcessWatch(root);
    cgroups = new CgroupWatch(opener);
    recordings.addAll(cores.recordings());
    places.forEach(place -> open(place, door));
  }

  private void open(NamespacePlace place, Door door) {
    try {
      door.enter(place.namespace());
    } catch (LinuxException e) {
      opener.absent(place.word(), place.namespace() + ": " + e.getMessage());
      return;
    }
    NamespaceWatch watch = new NamespaceWatch(opener, place);
    namespaces.add(watch);
    recordings.addAll(watch.recordings());
  }

  /** Watches a thread from the next pass on. */
  void watch(Worker worker) {
    if (!threads.knows(worker.tid())) {
      threads
          .add(worker, passes)
          .ifPresent(recording -> {
            recordings.add(recording);
            recordings.addAll(cgroups.add(worker, passes));
          });
    }
  }

  /** Watches all threads of a process, also those that it starts later. */
  void watchProcess(End end, Work work, long pid) {
    processes.add(end, work, pid);
  }

  /** The trial begins with the next pass: what was read so far was for practice. */
  void begin() {
    passes = 0;
    recordings.forEach(Recording::clear);
    cores.begin();
  }

  /** Reads, takes the time, parses. */
  void pass() {
    if (processes.isDue(passes)) {
      processes.workers().forEach(this::watch);
    }
    cores.used().clear();
    threads.cores(cores.used());
    long before = nanoClock.getAsLong();
    for (int i = 0; i < recordings.size(); i++) {
      recordings.get(i).source().read();
    }
    long after = nanoClock.getAsLong();
    keep(before + (after - before) / 2);
    for (int i = 0; i < recordings.size(); i++) {
      recordings.get(i).add(lines);
    }
    passes++;
  }

  private void keep(long instant) {
    if (passes == instants.length) {
      instants = Arrays.copyOf(instants, passes * 2);
    }
    instants[passes] = instant;
  }

  /** Whether there are as many as may be. */
  boolean isFull() {
    return passes > MOST_PASSES;
  }

  /** Forgets every other pass; the first stays. */
  void halve() {
    recordings.forEach(Recording::halve);
    for (int i = 0; i < passes; i += 2) {
      instants[i / 2] = instants[i];
    }
    passes = (passes + 1) / 2;
  }

  /**
   * What was recorded.
   *
   * @param zeroNanos the trial's first byte, on the clock of the passes
   */
  Telemetry telemetry(double rate, long zeroNanos, SamplingCost cost) {
    double[] seconds = new double[passes];
    for (int i = 0; i < passes; i++) {
      seconds[i] = Math.round((instants[i] - zeroNanos) / 1e3) / 1e6;
    }
    List<CoreSeries> coreSeries = cores.series(passes);
    List<CgroupSeries> cgroupSeries = cgroups.series(passes);
    return new Telemetry(
        rate,
        TimeAxis.of(seconds),
        coreSeries,
        threads.series(passes),
        namespaces.stream().map(watch -> watch.series(passes)).toList(),
        cgroupSeries,
        opener.absent(),
        cost);
  }

  @Override
  public void close() {
    recordings.forEach(recording -> recording.source().close());
  }
}
