import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes logs of a test that went on for long, ten intervals a second, as iperf3 3.17 writes them:
 * {@code document} (-J), {@code events} (--json-stream) and {@code table} (for people).
 *
 * <p>Arguments: KIND FILE BYTES. Prints how many intervals there are.
 */
final class Logs {
  private static final String START =
      "{\"connected\":[{\"socket\":5,\"local_host\":\"10.0.0.1\",\"local_port\":40001,"
          + "\"remote_host\":\"10.0.0.2\",\"remote_port\":5201}],\"version\":\"iperf 3.17.1\","
          + "\"connecting_to\":{\"host\":\"10.0.0.2\",\"port\":5201},\"cookie\":\"bench\","
          + "\"test_start\":{\"protocol\":\"TCP\",\"num_streams\":1,\"blksize\":131072,\"omit\":0,"
          + "\"duration\":86400,\"reverse\":0,\"target_bitrate\":0}}";

  private static final Random RANDOM = new Random(42);

  private Logs() {}

  public static void main(String[] arguments) throws IOException {
    long bytes = Long.parseLong(arguments[2]);
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[1]))) {
      System.out.println(
          switch (arguments[0]) {
            case "document" -> document(out, bytes);
            case "events" -> events(out, bytes);
            case "table" -> table(out, bytes);
            default -> throw new IllegalArgumentException(arguments[0]);
          });
    }
  }

  /** A steady bit rate with a deep and narrow fall now and then, which a picture must not lose. */
  private static long transfer(long interval) {
    double rate = interval % 50_000 == 25_000 ? 1e6 : 9.4e9 * (1 + 0.02 * RANDOM.nextGaussian());
    return Math.round(rate / 80);
  }

  private static long document(BufferedWriter out, long bytes) throws IOException {
    out.write("{\n\t\"start\":\t" + START + ",\n\t\"intervals\":\t[");
    long written = 0;
    long n = 0;
    for (; written < bytes; n++) {
      String text =
          (n == 0 ? "" : ", ")
              + "{\n\t\t\t\"streams\":\t[" + sample(n, ",\n\t\t\t\t\t", "") + "],\n\t\t\t\"sum\":\t"
              + sample(n, ",\n\t\t\t\t", "") + "\n\t\t}";
      out.write(text);
      written += text.length();
    }
    out.write("],\n\t\"end\":\t" + end(n) + "\n}\n");
    return n;
  }

  private static long events(BufferedWriter out, long bytes) throws IOException {
    out.write("{\"event\":\"start\",\"data\":" + START + "}\n");
    long written = 0;
    long n = 0;
    for (; written < bytes; n++) {
      String text =
          "{\"event\":\"interval\",\"data\":{\"streams\":[" + sample(n, ",", "") + "],\"sum\":"
              + sample(n, ",", "") + "}}\n";
      out.write(text);
      written += text.length();
    }
    out.write("{\"event\":\"end\",\"data\":" + end(n) + "}\n");
    return n;
  }

  private static String sample(long n, String between, String more) {
    String seconds = time(1);
    return String.join(
        between,
        "{\"socket\":5",
        "\"start\":" + time(n),
        "\"end\":" + time(n + 1),
        "\"seconds\":" + seconds,
        "\"bytes\":" + transfer(n),
        "\"bits_per_second\":9400000000.5",
        "\"retransmits\":" + RANDOM.nextInt(3),
        "\"snd_cwnd\":344624",
        "\"snd_wnd\":1539072",
        "\"rtt\":119",
        "\"rttvar\":47",
        "\"pmtu\":1500",
        "\"omitted\":false",
        "\"sender\":true" + more + "}");
  }

  private static String end(long n) {
    String sum =
        "{\"start\":0,\"end\":" + time(n) + ",\"seconds\":" + time(n)
            + ",\"bytes\":" + 117_500_000L * n + ",\"retransmits\":0,\"sender\":true}";
    return "{\"streams\":[{\"sender\":" + sum + "}],\"sum_sent\":" + sum + ",\"sum_received\":" + sum
        + ",\"cpu_utilization_percent\":{\"host_total\":40.5,\"remote_total\":60.5}}";
  }

  private static long table(BufferedWriter out, long bytes) throws IOException {
    out.write(
        "Connecting to host 10.0.0.2, port 5201\n"
            + "[  5] local 10.0.0.1 port 40001 connected to 10.0.0.2 port 5201\n"
            + "[ ID] Interval           Transfer     Bitrate         Retr  Cwnd\n");
    long written = 0;
    long n = 0;
    for (; written < bytes; n++) {
      long transfer = transfer(n);
      String text =
          String.format(
              Locale.ROOT,
              "[  5] %6.2f-%-6.2f sec  %4.0f MBytes  %.2f Gbits/sec  %3d    337 KBytes%n",
              n / 10.0, (n + 1) / 10.0, transfer / 1048576.0, transfer * 80 / 1e9,
              RANDOM.nextInt(3));
      out.write(text);
      written += text.length();
    }
    return n;
  }

  private static String time(long tenths) {
    return tenths / 10 + "." + tenths % 10;
  }
}
