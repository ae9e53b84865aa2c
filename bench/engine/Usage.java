import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process holds: MiB resident, MiB of heap after a collection, descriptors, threads. */
record Usage(double resident, double heap, double descriptors, double threads) {
  private static final double MIB = 1 << 20;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Serial's young and old generation, as jcmd GC.heap_info tells them. */
  private static final Pattern HEAP = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);

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
    run(jcmd, pid, "GC.run");
    Matcher used = HEAP.matcher(run(jcmd, pid, "GC.heap_info"));
    double heap = 0;
    while (used.find()) {
      heap += Double.parseDouble(used.group(1)) * 1024 / MIB;
    }
    return process(Long.toString(pid), heap);
  }

  /** Of this process. */
  static Usage own() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return process("self", (runtime.totalMemory() - runtime.freeMemory()) / MIB);
  }

  private static Usage process(String pid, double heap) throws IOException {
    Path proc = Path.of("/proc", pid);
    Matcher resident = RESIDENT.matcher(Files.readString(proc.resolve("status")));
    if (!resident.find()) {
      throw new IOException("process " + pid + " has ended");
    }
    return new Usage(
        Double.parseDouble(resident.group(1)) * 1024 / MIB,
        heap,
        count(proc.resolve("fd")),
        count(proc.resolve("task")));
  }

  /** Asks again until what tests have left is gone: as many descriptors and threads as before. */
  static Usage settled(Callable<Usage> look) throws Exception {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    Usage last = look.call();
    while (System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
      Usage next = look.call();
      if (next.descriptors == last.descriptors && next.threads == last.threads) {
        return next;
      }
      last = next;
    }
    return last;
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
