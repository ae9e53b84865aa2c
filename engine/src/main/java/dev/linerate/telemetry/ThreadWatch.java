package dev.linerate.telemetry;

import dev.linerate.linux.KernelFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Samples the threads of the traffic. For one thread. */
final class ThreadWatch {
  /** Both ends of 128 streams in both directions. */
  static final int MOST_THREADS = 512;

  private final Opener opener;
  private final long ticksPerSecond;
  private final List<Watched> threads = new ArrayList<>();

  private record Watched(Worker worker, Recording recording, boolean hasSchedstat) {}

  ThreadWatch(Opener opener, long ticksPerSecond) {
    this.opener = opener;
    this.ticksPerSecond = ticksPerSecond;
  }

  /** Whether that thread is watched already. */
  boolean knows(long tid) {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).worker().tid() == tid) {
        return true;
      }
    }
    return false;
  }

  /**
   * Watches a thread.
   *
   * @param pass the first that it is read in
   * @return what is to be read in each pass; empty when there is no such thread, or too many are
   */
  Optional<Recording> add(Worker worker, int pass) {
    if (threads.size() >= MOST_THREADS) {
      opener.absent("thread", "more than " + MOST_THREADS + " threads: the others are not watched");
      return Optional.empty();
    }
    String directory = "/proc/" + worker.pid() + "/task/" + worker.tid() + "/";
    Optional<KernelFile> stat = opener.tryOpen(directory + "stat");
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    Optional<KernelFile> schedstat = opener.tryOpen(directory + "schedstat");
    if (schedstat.isEmpty()) {
      opener.absent("thread.wait_micros", "the kernel has no schedstat (CONFIG_SCHED_INFO)");
    }
    Optional<KernelFile> sched = opener.tryOpen(directory + "sched");
    if (sched.isEmpty()) {
      opener.absent("thread.exact_migrations", "the kernel has no sched (CONFIG_SCHED_DEBUG)");
    }
    Optional<KernelFile> status =
        sched.isPresent() ? Optional.empty() : opener.tryOpen(directory + "status");
    Recording recording =
        new Recording(new ThreadSource(stat.get(), schedstat, sched, status), pass);
    threads.add(new Watched(worker, recording, schedstat.isPresent()));
    return Optional.of(recording);
  }

  /** Adds the cores on which the threads are. */
  void cores(BitSet used) {
    for (int i = 0; i < threads.size(); i++) {
      long core = threads.get(i).recording().last(ThreadFiles.CORE);
      if (core >= 0) {
        used.set((int) core);
      }
    }
  }

  /** What was recorded. */
  List<ThreadSeries> series(int passes) {
    return threads.stream().map(watched -> series(watched, passes)).toList();
  }

  private ThreadSeries series(Watched watched, int passes) {
    Recording recording = watched.recording();
    Column counted = recording.growth(ThreadFiles.MIGRATIONS, passes);
    boolean exact = !counted.isEmpty();
    return new ThreadSeries(
        watched.worker(),
        recording.gauge(ThreadFiles.CORE, passes),
        exact ? counted : recording.changes(ThreadFiles.CORE, passes),
        exact,
        known(recording.growth(ThreadFiles.VOLUNTARY, passes)),
        known(recording.growth(ThreadFiles.INVOLUNTARY, passes)),
        watched.hasSchedstat()
            ? recording.growth(ThreadFiles.CPU, passes, 1, 1000)
            : recording.growth(ThreadFiles.TICKS, passes, 1_000_000, ticksPerSecond),
        known(recording.growth(ThreadFiles.WAIT, passes, 1, 1000)));
  }

  private static Optional<Column> known(Column column) {
    return Optional.of(column).filter(values -> !values.isEmpty());
  }
}
