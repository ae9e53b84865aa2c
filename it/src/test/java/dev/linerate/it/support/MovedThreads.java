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
  /** What is left of {@code iperf-stream-1-out} in the kernel, however it is shortened. */
  private static final String NAMES = "iperf-s";

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
    int core = moves;
    for (Path thread : threads()) {
      // one that has just ended cannot be moved, which is no matter
      machine.run(
          Command.of(
              "taskset", "-pc", Integer.toString(core % 2), String.valueOf(thread.getFileName())));
      core++;
    }
  }

  private boolean makesTraffic(Path thread) {
    return machine.read(thread.resolve("comm").toString()).orElse("").startsWith(NAMES);
  }

  private List<Path> threads() {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return all.filter(this::makesTraffic).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    clock.close();
  }
}
