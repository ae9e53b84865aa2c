package dev.linerate.doctor.state;

import java.util.Arrays;
import java.util.OptionalInt;

/** Ports in rules. */
final class Ports {
  private Ports() {}

  /**
   * Whether a rule's ports have a packet's.
   *
   * @param wanted {@code 80}, {@code 2377,7946}, {@code 1000:2000}
   */
  static Match match(String wanted, OptionalInt port) {
    if (port.isEmpty()) {
      return Match.UNSURE;
    }
    return Match.of(
        Arrays.stream(wanted.split(",", -1)).anyMatch(range -> in(range, port.getAsInt())));
  }

  private static boolean in(String range, int port) {
    String[] ends = range.split("[:-]", 2);
    int low = number(ends[0], 0);
    int high = ends.length > 1 ? number(ends[1], 65535) : low;
    return low <= port && port <= high;
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : otherwise;
  }
}
