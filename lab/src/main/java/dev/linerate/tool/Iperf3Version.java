package dev.linerate.tool;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of iperf3, and what it can do (RELNOTES.md of iperf3).
 *
 * @param patch 0 where the release has none
 */
public record Iperf3Version(int major, int minor, int patch) implements Comparable<Iperf3Version> {
  /** The study's release and the oldest whose reports are understood. */
  public static final Iperf3Version OLDEST = new Iperf3Version(3, 1, 0);

  private static final Iperf3Version CONNECT_TIMEOUT = new Iperf3Version(3, 2, 0);
  private static final Iperf3Version BIDIR = new Iperf3Version(3, 7, 0);
  private static final Iperf3Version JSON_STREAM = new Iperf3Version(3, 17, 0);
  private static final Pattern TEXT =
      Pattern.compile("\\biperf (\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
  private static final Comparator<Iperf3Version> ORDER =
      Comparator.comparingInt(Iperf3Version::major)
          .thenComparingInt(Iperf3Version::minor)
          .thenComparingInt(Iperf3Version::patch);

  /** Reads what {@code iperf3 --version} prints, {@code iperf 3.12 (cJSON 1.7.15) …}. */
  public static Optional<Iperf3Version> parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.find()) {
      return Optional.empty();
    }
    String patch = m.group(3);
    return Optional.of(
        new Iperf3Version(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  /** Whether it reports while it runs: {@code --json-stream}. */
  public boolean jsonStream() {
    return compareTo(JSON_STREAM) >= 0;
  }

  /** Whether it sends both ways at once: {@code --bidir}. */
  public boolean bidir() {
    return compareTo(BIDIR) >= 0;
  }

  /** Whether a client can be told how long to try to connect: {@code --connect-timeout}. */
  public boolean connectTimeout() {
    return compareTo(CONNECT_TIMEOUT) >= 0;
  }

  @Override
  public int compareTo(Iperf3Version other) {
    return ORDER.compare(this, other);
  }

  /** As iperf3 names itself, without its own name: {@code 3.1.3}, {@code 3.12}. */
  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
