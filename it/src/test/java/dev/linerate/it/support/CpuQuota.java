package dev.linerate.it.support;

import dev.linerate.host.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A control group that may use part of one core, as {@code docker run --cpus} makes it. */
public final class CpuQuota implements AutoCloseable {
  private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
  private static final Path V2 = Path.of("/sys/fs/cgroup");
  private static final int PERIOD_MICROS = 100_000;

  private final Path group;

  /**
   * Makes the group.
   *
   * @param cores processor time that all in it may use together, in cores
   */
  public CpuQuota(double cores) throws IOException {
    boolean first = Files.isDirectory(V1);
    group = (first ? V1 : V2).resolve("lr-it" + ProcessHandle.current().pid() + "-quota");
    Files.createDirectory(group);
    String quota = Long.toString(Math.round(cores * PERIOD_MICROS));
    if (first) {
      Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
      Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
    } else {
      Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
    }
  }

  /** What enters the group and then becomes the program that follows. */
  public String[] entering() {
    return new String[] {
      "sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", group.resolve("cgroup.procs").toString()
    };
  }

  @Override
  public void close() {
    if (!Await.until(Duration.ofSeconds(10), () -> group.toFile().delete())) {
      throw new AssertionError("somebody is left in " + group);
    }
  }
}
