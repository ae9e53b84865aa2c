import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A server in a process of its own and clients in this one, for long.
 *
 * <p>Arguments: the JDK's folder, linerate's jar, and how many seconds.
 */
final class Soak {
  private static final int PORT = 5201;
  private static final int SAMPLES = 120;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** What the virtual machines compile and load at first is no leak. */
  private static final double WARM_UP = 0.1;

  private static final int NOT_FLAT = 5;

  private Soak() {}

  public static void main(String[] args) throws Exception {
    Path java = Path.of(args[0], "bin/java");
    Duration time = Duration.ofSeconds(Long.parseLong(args[2]));
    Process server = server(java, args[1]);
    try {
      awaitListening(server);
      System.exit(run(server, Path.of(args[0], "bin/jcmd"), time) ? 0 : NOT_FLAT);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  /**
   * With the virtual machine's options of the launcher and little patience with half-open ones. Its
   * heap is small and touched at once, so that what grows is none of the heap's pages that were not
   * used before.
   */
  private static Process server(Path java, String jar) throws IOException {
    return new ProcessBuilder(
            java.toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-jar",
            jar,
            "server",
            "--port",
            Integer.toString(PORT),
            "--handshake-timeout",
            "1")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void awaitListening(Process server) throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (server.isAlive() && System.nanoTime() < deadline) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
        return;
      } catch (IOException e) {
        Thread.sleep(LOOK);
      }
    }
    throw new IllegalStateException("the server does not listen");
  }

  private static boolean run(Process server, Path jcmd, Duration time) throws Exception {
    ReadWriteLock turns = new ReentrantReadWriteLock(true);
    SoakWork work = new SoakWork(PORT, turns.readLock());
    List<Usage> ofServer = new ArrayList<>();
    List<Usage> ofClients = new ArrayList<>();
    long begin = System.nanoTime();
    long pause = pause(time).toNanos();
    work.start();
    for (long next = begin + pause; next - begin <= time.toNanos(); next += pause) {
      Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      turns.writeLock().lock();
      try {
        ofServer.add(Usage.of(server.pid(), jcmd));
        ofClients.add(Usage.own());
      } finally {
        turns.writeLock().unlock();
      }
      if (!server.isAlive()) {
        throw new IllegalStateException("the server has ended");
      }
    }
    work.stop();
    System.out.println(work.words());
    boolean flat = flat("server", ofServer);
    flat &= flat("clients", ofClients);
    System.out.println(flat && work.failures() == 0 ? "flat" : "NOT flat");
    return flat && work.failures() == 0;
  }

  private static Duration pause(Duration time) {
    Duration pause = time.dividedBy(SAMPLES);
    return pause.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static boolean flat(String who, List<Usage> all) {
    List<Usage> warm = all.subList((int) (all.size() * WARM_UP), all.size());
    int quarter = warm.size() / 4;
    List<Usage> first = warm.subList(0, quarter);
    List<Usage> last = warm.subList(warm.size() - quarter, warm.size());
    System.out.printf(
        "%s: medians of the first and the last quarter of %d samples, the first %d left out%n",
        who, warm.size(), all.size() - warm.size());
    boolean flat = true;
    for (Usage.Kind kind : Usage.Kind.values()) {
      double before = median(first, kind);
      double after = median(last, kind);
      boolean same = kind.isFlat(before, after);
      System.out.printf(
          "  %-22s %9.2f %9.2f  %s%n", kind.words(), before, after, same ? "flat" : "NOT flat");
      flat &= same;
    }
    return flat;
  }

  private static double median(List<Usage> samples, Usage.Kind kind) {
    return Spread.of(samples.stream().map(kind::of).toList()).median();
  }
}
