import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process holds: MiB resident, MiB of heap after a collection, descriptors, threads. */
record Usage(double resident, double heap, double descriptors, double threads) {
  private static final double MIB = 1 << 20;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Serial's young and old generation, as jcmd GC.heap_info tells them. */
  private static final Pattern HEAP = Pattern.compile("(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Path SELF = Path.of("/proc/self");

  /** One of the figures, and by how much it may grow and still be flat. */
  enum Kind {
    RESIDENT("resident, MiB", 1.05, 4) {
      @Override
      double of(Usage usage) {
        return usage.resident();
      }
    },
    HEAP("heap after GC, MiB", 1.05, 0.5) {
      @Override
      double of(Usage usage) {
        return usage.heap();
      }
    },
    DESCRIPTORS("descriptors", 1, 0) {
      @Override
      double of(Usage usage) {
        return usage.descriptors();
      }
    },
    THREADS("threads", 1, 0) {
      @Override
      double of(Usage usage) {
        return usage.threads();
      }
    };

    private final String words;
    private final double factor;
    private final double more;

    Kind(String words, double factor, double more) {
      this.words = words;
      this.factor = factor;
      this.more = more;
    }

    abstract double of(Usage usage);

    boolean isFlat(double before, double after) {
      return after <= before * factor + more;
    }

    String words() {
      return words;
    }
  }

  /** Of another Java process. */
  static Usage of(long pid, Path jcmd) throws Exception {
    settle(Path.of("/proc", Long.toString(pid)));
    run(jcmd, pid, "GC.run");
    Matcher used = HEAP.matcher(run(jcmd, pid, "GC.heap_info"));
    double heap = 0;
    while (used.find()) {
      heap += Double.parseDouble(used.group(1)) * 1024 / MIB;
    }
    Path proc = Path.of("/proc", Long.toString(pid));
    return process(proc, heap, count(proc.resolve("task")));
  }

  /** Of this process. */
  static Usage own() throws Exception {
    settle(SELF);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    double heap = (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    return process(SELF, heap, javaThreads());
  }

  /** Those of Java, without the one that waits for jcmd's end and goes when it likes. */
  private static double javaThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("process reaper"))
        .count();
  }

  /** Looks again until what tests have left is gone: as many descriptors and threads as before. */
  private static void settle(Path proc) throws Exception {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    double last = -1;
    double now = held(proc);
    while (now != last && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
      last = now;
      now = held(proc);
    }
  }

  private static double held(Path proc) throws IOException {
    return 1e6 * count(proc.resolve("fd")) + count(proc.resolve("task"));
  }

  private static Usage process(Path proc, double heap, double threads) throws IOException {
    Matcher resident = RESIDENT.matcher(Files.readString(proc.resolve("status")));
    if (!resident.find()) {
      throw new IOException(proc + " has ended");
    }
    return new Usage(
        Double.parseDouble(resident.group(1)) * 1024 / MIB,
        heap,
        count(proc.resolve("fd")),
        threads);
  }

  private static double count(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static String run(Path jcmd, long pid, String what) throws Exception {
    Process process =
        new ProcessBuilder(jcmd.toString(), "-J-XX:TieredStopAtLevel=1", Long.toString(pid), what)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
