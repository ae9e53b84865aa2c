package dev.linerate.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a machine with many cores at some instant, made by a rule: every counter is a
 * function of core and instant, so a test knows each value.
 */
final class BigMachine {
  private final int cores;

  BigMachine(int cores) {
    this.cores = cores;
  }

  /** Ticks of a core in a state, by the order of the file's columns. */
  static long ticks(int core, int column, int instant) {
    return 1000L * core + 100L * column + (long) instant * ((core + column) % 10);
  }

  /** {@code /proc/stat}, with as many interrupts as such a machine has. */
  byte[] stat(int instant) {
    StringBuilder text = new StringBuilder("cpu ");
    for (int column = 0; column < 10; column++) {
      text.append(' ').append(cores * ticks(0, column, instant));
    }
    text.append('\n');
    for (int core = 0; core < cores; core++) {
      text.append("cpu").append(core);
      for (int column = 0; column < 10; column++) {
        text.append(' ').append(column < 8 ? ticks(core, column, instant) : 0);
      }
      text.append('\n');
    }
    text.append("intr 123456789");
    for (int interrupt = 0; interrupt < 12 * cores; interrupt++) {
      text.append(' ').append(interrupt % 7 == 0 ? interrupt * 1000L + instant : 0);
    }
    text.append("\nctxt 4711\nbtime 1700000000\nprocesses 99\n");
    return ascii(text);
  }

  /** Packets that a core processed; beyond 32 bits it starts again. */
  static long processed(int core, int instant) {
    return (0xFFFF_FF00L + core + 16L * instant) & 0xFFFF_FFFFL;
  }

  /** {@code softnet_stat} as kernels from 5.10 on write it. */
  byte[] softnet(int instant) {
    StringBuilder text = new StringBuilder();
    for (int core = 0; core < cores; core++) {
      text.append("%08x %08x %08x ".formatted(processed(core, instant), core * instant, instant));
      text.append("00000000 ".repeat(9)).append("%08x 00000000 00000000\n".formatted(core));
    }
    return ascii(text);
  }

  /** {@code net/dev} with that many interfaces beside loopback. */
  static byte[] devices(int interfaces, int instant) {
    StringBuilder text =
        new StringBuilder("Inter-|   Receive    |  Transmit\n face |bytes    packets errs …\n");
    for (int i = 0; i <= interfaces; i++) {
      long bytes = 1_000_000_000_000L + 1500L * instant * (i + 1);
      text.append(
          "%6s: %d %d 0 %d 0 0 0 0 %d %d 0 0 0 0 0 0\n"
              .formatted(
                  i == 0 ? "lo" : "veth" + i, bytes, bytes / 1500, i, bytes * 2, bytes / 750));
    }
    return ascii(text);
  }

  /** Writes the files of the whole machine below a directory that stands for {@code /}. */
  void write(Path root, int instant) {
    write(root.resolve("proc/stat"), stat(instant));
    write(root.resolve("proc/net/softnet_stat"), softnet(instant));
    write(root.resolve("proc/thread-self/net/dev"), devices(8, instant));
  }

  /** The files of each core: many, and of interest at the begin and the end. */
  void writeCores(Path root, int instant) {
    for (int core = 0; core < cores; core++) {
      Path cpu = root.resolve("sys/devices/system/cpu/cpu" + core);
      write(cpu.resolve("cpufreq/scaling_cur_freq"), ascii((2_000_000 + core) + "\n"));
      write(cpu.resolve("thermal_throttle/core_throttle_count"), ascii(instant * core + "\n"));
    }
  }

  /** The files of a thread that is on core {@code instant % cores}. */
  void writeThread(Path root, long pid, long tid, int instant) {
    Path task = root.resolve("proc/" + pid + "/task/" + tid);
    write(
        task.resolve("stat"),
        ascii(
            "%d (a) b (c) R 1 1 1 0 -1 0 0 0 0 0 %d %d 0 0 20 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 %d 0 0 0 0 0\n"
                .formatted(tid, 10 * instant, 5 * instant, instant % cores)));
    write(
        task.resolve("schedstat"),
        ascii("%d %d 3\n".formatted(90_000_000L * instant, 7_000_000L * instant)));
    write(
        task.resolve("sched"),
        ascii(
            "se.sum_exec_runtime : 1.5\nse.nr_migrations : %d\nnr_switches : 9\n"
                    .formatted(3 * instant)
                + "nr_voluntary_switches : %d\nnr_involuntary_switches : %d\n"
                    .formatted(2 * instant, instant)));
    write(task.resolve("cgroup"), ascii("0::/box/inner\n"));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] ascii(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
