import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes a day in the life of a laboratory: a log for each case, ten intervals a second, as iperf3
 * prints them for people, and the platform file that names the logs.
 *
 * <p>Arguments: FOLDER CASES SECONDS. Prints how many intervals there are.
 */
final class ManyLogs {
  private ManyLogs() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int cases = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    StringBuilder platform = new StringBuilder("name: large\nlogs:\n");
    for (int i = 1; i <= cases; i++) {
      String name = "case-" + i;
      log(folder.resolve(name + ".txt"), i, seconds * 10L);
      platform.append("  - {file: ").append(name).append(".txt, network: ").append(name);
      platform.append(", placement: same-host}\n");
    }
    Files.writeString(folder.resolve("large.yaml"), platform);
    System.out.println(cases * seconds * 10L);
  }

  private static void log(Path file, int seed, long intervals) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(
          ("Connecting to host 10.0.0.2, port 5201\n"
                  + "[  5] local 10.0.0.1 port " + (40_000 + seed)
                  + " connected to 10.0.0.2 port 5201\n"
                  + "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd\n")
              .getBytes(StandardCharsets.US_ASCII));
      StringBuilder line = new StringBuilder();
      for (long i = 0; i < intervals; i++) {
        // now and then a deep and narrow fall, which a picture must not lose
        int hundredths = i % 9_000 == 4_500 ? 1 : 900 + random.nextInt(100);
        line.setLength(0);
        line.append("[  5] ").append(i / 10).append('.').append(i % 10).append("0-");
        line.append((i + 1) / 10).append('.').append((i + 1) % 10).append("0  sec  ");
        line.append(hundredths * 1_250_000L / 1_048_576).append(" MBytes  ");
        line.append(hundredths / 100).append('.');
        line.append(hundredths / 10 % 10).append(hundredths % 10);
        line.append(" Gbits/sec    0    337 KBytes\n");
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
