package dev.linerate.telemetry;

import dev.linerate.linux.CpuTime;
import dev.linerate.linux.LinuxException;
import dev.linerate.linux.Sleep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What {@code bench/telemetry} runs: no test, it prints what sampling takes. */
final class Cost {
  private static final int THREADS = 4;

  private Cost() {}

  /**
   * Measures.
   *
   * @param args a directory to write to, then {@code [--cores N] [--rate HZ] [--seconds N]}
   */
  public static void main(String[] args) throws LinuxException {
    int cores = option(args, "--cores", 128);
    int rate = option(args, "--rate", 10);
    int seconds = option(args, "--seconds", 10);
    Path root = Path.of(args[0]);
    BigMachine machine = new BigMachine(cores);
    machine.write(root, 1);
    machine.writeCores(root, 1);
    for (int i = 0; i < THREADS; i++) {
      machine.writeThread(root, 7, 8 + i, i);
    }
    report("files of " + cores + " cores", root, 7, 8, rate, seconds);
    long pid = ProcessHandle.current().pid();
    report("this machine", Path.of("/"), pid, pid, rate, seconds);
  }

  private static int option(String[] args, String name, int otherwise) {
    int at = List.of(args).indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
  }

  private static void report(String what, Path root, long pid, long tid, int rate, int seconds)
      throws LinuxException {
    NamespacePlace here =
        new NamespacePlace("here", List.of(End.CLIENT), Path.of("/proc/self/ns/net"), Map.of());
    try (Passes passes = new Passes(root, List.of(here), _ -> {}, System::nanoTime)) {
      passes.pass();
      for (int i = 0; i < THREADS; i++) {
        passes.watch(new Worker(End.CLIENT, Work.SENDS, OptionalInt.of(i), pid, tid + i));
      }
      passes.begin();
      System.out.printf(
          "%-20s cold %s   warm %s of a core at %d Hz%n",
          what, share(passes, rate, seconds), share(passes, rate, seconds), rate);
    }
  }

  private static String share(Passes passes, int rate, int seconds) throws LinuxException {
    Sleep sleep = new Sleep();
    long period = 1_000_000_000L / rate;
    long before = CpuTime.ofThread().totalNanos();
    long next = System.nanoTime();
    for (int i = 0; i < seconds * rate; i++) {
      passes.pass();
      next += period;
      sleep.until(next);
    }
    double used = CpuTime.ofThread().totalNanos() - before;
    return "%.2f %%".formatted(used / seconds / 1e7);
  }
}
