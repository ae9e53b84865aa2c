import dev.linerate.analysis.MedianInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts what was measured by hand beside what linerate measured: bitrates with their intervals, and
 * the time that each took beyond the seconds of traffic. Exit code 1 when they do not agree.
 */
final class Agreement {
  private static final double MICROSECONDS = 1e6;

  private Agreement() {}

  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    double traffic = Double.parseDouble(arguments[1]);
    boolean agree = compare(work, traffic, "on_daemon", "on a Docker daemon that runs already");
    agree &= compare(work, traffic, "own_daemon", "each with a Docker daemon of its own");
    System.exit(agree ? 0 : 1);
  }

  /** Prints one part; whether bitrates agree and linerate adds no more time than the script. */
  private static boolean compare(Path work, double traffic, String part, String title)
      throws IOException {
    MedianInterval hand = bitrates(work.resolve(part + "_by_hand"), Agreement::iperf3);
    MedianInterval linerate = bitrates(work.resolve(part + "_by_linerate"), Agreement::run);
    System.out.println("TCP, docker bridge, same host, " + title + ", Gbit/s");
    tell("by hand", hand);
    tell("linerate", linerate);
    boolean overlap = hand.low() <= linerate.high() && linerate.low() <= hand.high();
    System.out.printf(
        "  ratio linerate / by hand %.3f; the intervals %s%n",
        linerate.median() / hand.median(), overlap ? "overlap" : "DO NOT OVERLAP");

    List<String> times = Files.readAllLines(work.resolve("times"));
    MedianInterval handExtra = extra(times, part + "_by_hand", traffic);
    MedianInterval linerateExtra = extra(times, part + "_by_linerate", traffic);
    System.out.println("  time beyond the traffic, s per case");
    tell("by hand", handExtra);
    tell("linerate", linerateExtra);
    boolean slower = linerateExtra.median() > handExtra.median();
    System.out.printf("  linerate adds %s than the script%n", slower ? "MORE" : "not more");
    return overlap && !slower;
  }

  private static void tell(String who, MedianInterval figure) {
    System.out.printf(
        "    %-9s median %.2f [%.2f, %.2f], n=%d%n",
        who, figure.median(), figure.low(), figure.high(), figure.n());
  }

  private static MedianInterval bitrates(Path directory, Function<JsonNode, List<Double>> reader)
      throws IOException {
    List<Double> bitrates = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        bitrates.addAll(reader.apply(JsonMapper.shared().readTree(Files.readString(file))));
      }
    }
    return MedianInterval.of(
        bitrates.stream().mapToDouble(bitrate -> bitrate / 1e9).toArray());
  }

  private static List<Double> iperf3(JsonNode test) {
    return List.of(test.at("/end/sum_received/bits_per_second").doubleValue());
  }

  private static List<Double> run(JsonNode run) {
    return run.path("cases").valueStream()
        .flatMap(measured -> measured.path("trials").valueStream())
        .map(trial -> trial.at("/totals/bitrate").doubleValue())
        .toList();
  }

  private static MedianInterval extra(List<String> times, String who, double traffic) {
    return MedianInterval.of(
        times.stream()
            .map(line -> line.split(" "))
            .filter(line -> line[0].equals(who))
            .mapToDouble(line -> Double.parseDouble(line[1]) / MICROSECONDS - traffic)
            .toArray());
  }
}
