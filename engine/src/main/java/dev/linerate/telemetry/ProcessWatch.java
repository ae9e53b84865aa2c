package dev.linerate.telemetry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds the threads of processes: {@code /proc/PID/task}. For one thread. */
final class ProcessWatch {
  /** A process starts its threads at the beginning; later it is looked at now and then. */
  private static final int OFTEN = 5;

  private static final int SELDOM = 10;

  private final Path root;
  private final List<Watched> processes = new ArrayList<>();

  private record Watched(End end, Work work, long pid) {}

  ProcessWatch(Path root) {
    this.root = root;
  }

  void add(End end, Work work, long pid) {
    processes.add(new Watched(end, work, pid));
  }

  /** Whether it is time to look. */
  boolean isDue(int pass) {
    return !processes.isEmpty() && (pass < OFTEN || pass % SELDOM == 0);
  }

  /** All threads they have now; none of one that has ended. */
  List<Worker> workers() {
    List<Worker> workers = new ArrayList<>();
    for (Watched process : processes) {
      String[] tasks = root.resolve("proc/" + process.pid() + "/task").toFile().list();
      for (String task : tasks == null ? new String[0] : tasks) {
        workers.add(
            new Worker(
                process.end(),
                process.work(),
                OptionalInt.empty(),
                process.pid(),
                Long.parseLong(task)));
      }
    }
    return workers;
  }
}
