package dev.linerate.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linerate.host.Await;
import dev.linerate.host.Command;
import dev.linerate.host.Host;
import dev.linerate.host.NetNs;
import dev.linerate.host.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process in a network namespace and a control group of its own, as a container's is. */
public final class Resident implements AutoCloseable {
  private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
  private static final Path V2 = Path.of("/sys/fs/cgroup");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Host machine;
  private final Task process;
  private final Path group;

  /** Lives in a namespace that is there, in a new group of that name. */
  public Resident(Host machine, NetNs namespace, String name) {
    this.machine = machine;
    process = machine.start(Command.of("sleep", "600").in(namespace));
    assertThat(Await.until(LIMIT, this::sleeps)).as("the resident has begun").isTrue();
    group = (versionOne() ? V1 : V2).resolve(name);
    try {
      Files.createDirectory(group);
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the processor's control groups are those of version 1 here. */
  public static boolean versionOne() {
    return Files.isDirectory(V1);
  }

  private boolean sleeps() {
    return machine.read("/proc/" + pid() + "/comm").orElse("").strip().equals("sleep");
  }

  public long pid() {
    return process.pid();
  }

  /** Its namespace, as a container's is named. */
  public NetNs namespace() {
    return NetNs.ofProcess(pid());
  }

  /** The group of the processor's controller. */
  public Path group() {
    return group;
  }

  /** Who is in the group. */
  public List<Long> members() {
    return machine
        .read(group.resolve("cgroup.procs").toString())
        .orElse("")
        .lines()
        .map(Long::valueOf)
        .toList();
  }

  /** Leaves the group this much processor time of each tenth of a second. */
  public void quota(Duration time) {
    try {
      if (versionOne()) {
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(time.toNanos() / 1000));
      } else {
        Files.writeString(group.resolve("cpu.max"), time.toNanos() / 1000 + " 100000");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In how many periods the group was stopped for its quota. */
  public long throttled() {
    return machine
        .read(group.resolve("cpu.stat").toString())
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("nr_throttled "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    process.close();
    assertThat(Await.until(LIMIT, () -> group.toFile().delete()))
        .as("nothing is left in %s", group)
        .isTrue();
  }
}
