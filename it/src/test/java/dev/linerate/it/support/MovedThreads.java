package dev.linerate.it.support;

import dev.linerate.host.Command;
import dev.linerate.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody who moves the built-in tool's traffic threads to the other one of two cores every tenth
 * of a second (sched_setaffinity(2)); they never meet.
 */
public final class MovedThreads implements AutoCloseable {
  /** How HotSpot shortens {@code iperf-stream-1-out} to what a kernel's thread name can hold. */
  private static final String BEGINS = "iperf-s";

  private static final String SENDS = "-out";

  private final Host machine;
  private final long pid;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private int moves;

  /** Begins to move the threads of that process. */
  public MovedThreads(Host machine, long pid) {
    this.machine = machine;
    this.pid = pid;
    var _ = clock.scheduleAtFixedRate(this::move, 0, 100, TimeUnit.MILLISECONDS);
  }

  private void move() {
    moves++;
    for (Path thread : threads()) {
      String name = machine.read(thread.resolve("comm").toString()).orElse("").strip();
      if (name.startsWith(BEGINS)) {
        int core = (moves + (name.endsWith(SENDS) ? 0 : 1)) % 2;
        // one that has just ended cannot be moved, which is no matter
        machine.run(
            Command.of(
                "taskset", "-pc", Integer.toString(core), String.valueOf(thread.getFileName())));
      }
    }
  }

  private List<Path> threads() {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return all.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    clock.close();
  }
}
