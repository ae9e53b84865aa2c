import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares how evenly two senders sent, from captures with nanosecond time stamps.
 *
 * <p>Arguments: the folder of {@code linerate-N.pcap} and {@code iperf3-N.pcap}, how many of each,
 * the rate asked for in Mbit/s of payload, and words for where the threads ran.
 */
final class Pacing {
  private static final int PAYLOAD = 1448;

  /** Start of a file with nanosecond time stamps (pcap-savefile(5)). */
  private static final int NANOSECOND_MAGIC = 0xa1b23c4d;

  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final double[] WINDOWS_MILLIS = {1, 10, 100};

  /** Start and end of a flow, where it is neither beginning nor ending, are left out: seconds. */
  private static final double EDGE = 0.1;

  private static final String ERROR = "mean error, %";
  private static final Goal QUARTER = Goal.atMost(0.25);
  private static final Goal EXACT = Goal.atMost(0.01);

  private Pacing() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    double rate = Double.parseDouble(arguments[2]) * 1e6;
    Map<String, List<Double>> ours = new LinkedHashMap<>();
    Map<String, List<Double>> theirs = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      add(ours, figures(arrivals(folder.resolve("linerate-" + round + ".pcap")), rate));
      add(theirs, figures(arrivals(folder.resolve("iperf3-" + round + ".pcap")), rate));
    }
    System.out.printf("%d pairs, %s; median [least, most]%n", rounds, arguments[3]);
    System.out.printf(
        "%-28s %26s %26s  %s%n",
        "UDP at " + arguments[2] + " Mbit/s", "linerate", "iperf3", "ratio [95 %]");
    for (String name : ours.keySet()) {
      row(name, ours.get(name), theirs.get(name));
    }
  }

  /** The error is to be small in itself, the rest beside iperf3's. */
  private static void row(String name, List<Double> ours, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / theirs.get(i));
    }
    Spread ratio = Spread.of(ratios);
    String verdict =
        name.equals(ERROR)
            ? "goal " + EXACT + " % " + EXACT.verdict(Spread.of(ours))
            : "goal " + QUARTER + " " + QUARTER.verdict(ratio);
    System.out.printf("%-28s %26s %26s  %s  %s%n", name, text(ours), text(theirs), ratio, verdict);
  }

  private static void add(Map<String, List<Double>> all, Map<String, Double> one) {
    one.forEach((name, value) -> all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
  }

  private static String text(List<Double> values) {
    Spread spread = Spread.of(values);
    return String.format("%.4g [%.3g, %.3g]", spread.median(), spread.least(), spread.most());
  }

  private static Map<String, Double> figures(long[] nanos, double rate) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (double window : WINDOWS_MILLIS) {
      figures.put(
          String.format("spread in %.0f ms, %%", window), 100 * deviation(nanos, window) / rate);
    }
    long[] gaps = new long[nanos.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = nanos[i + 1] - nanos[i];
    }
    Arrays.sort(gaps);
    figures.put("gap, 99th percentile, us", gaps[(int) (gaps.length * 0.99)] / 1e3);
    double seconds = (nanos[nanos.length - 1] - nanos[0]) / 1e9;
    double mean = (nanos.length - 1) * 8.0 * PAYLOAD / seconds;
    figures.put(ERROR, 100 * Math.abs(mean - rate) / rate);
    return figures;
  }

  /** Standard deviation of the rate in windows one after another, bit/s. */
  private static double deviation(long[] nanos, double millis) {
    long width = (long) (millis * 1e6);
    int windows = (int) ((nanos[nanos.length - 1] - nanos[0]) / width);
    double[] rates = new double[windows];
    for (long arrival : nanos) {
      int window = (int) ((arrival - nanos[0]) / width);
      if (window < windows) {
        rates[window] += 8.0 * PAYLOAD / (millis / 1e3);
      }
    }
    double mean = Arrays.stream(rates).average().orElseThrow();
    return Math.sqrt(Arrays.stream(rates).map(r -> (r - mean) * (r - mean)).average().orElseThrow());
  }

  /** When the datagrams arrived, without the edges of the flow. */
  private static long[] arrivals(Path file) throws IOException {
    List<Long> all = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readAllBytes();
      ByteBuffer capture = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.length < FILE_HEADER || capture.getInt(0) != NANOSECOND_MAGIC) {
        throw new EOFException(file + " is no capture with nanoseconds");
      }
      int at = FILE_HEADER;
      while (at + RECORD_HEADER <= bytes.length) {
        long nanos = capture.getInt(at) * 1_000_000_000L + capture.getInt(at + 4);
        int stored = capture.getInt(at + 8);
        int length = capture.getInt(at + 12);
        // the datagram that opens a stream is short
        if (length > PAYLOAD) {
          all.add(nanos);
        }
        at += RECORD_HEADER + stored;
      }
    }
    long from = all.getFirst() + (long) (EDGE * 1e9);
    long to = all.getLast() - (long) (EDGE * 1e9);
    return all.stream().mapToLong(Long::longValue).filter(t -> t >= from && t <= to).toArray();
  }
}
