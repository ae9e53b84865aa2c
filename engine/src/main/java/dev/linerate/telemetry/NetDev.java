package dev.linerate.telemetry;

import java.util.ArrayList;
import java.util.List;

/** {@code /proc/net/dev} (proc_pid_net(5)): counters of a namespace's interfaces. */
final class NetDev {
  /** Numbers of an interface: bytes, packets, errors, drops received; the same sent. */
  static final int WIDTH = 8;

  private static final int HEADER = 2;
  private static final int EACH_WAY = 4;

  private NetDev() {}

  /** The interfaces, as many as that at most. */
  static List<String> interfaces(Lines lines, int most) {
    List<String> names = new ArrayList<>();
    for (int line = 0; lines.next() && names.size() < most; line++) {
      String text = line < HEADER ? "" : lines.rest().strip();
      if (text.indexOf(':') > 0) {
        // an alias has a colon of its own, and the numbers have none
        names.add(text.substring(0, text.lastIndexOf(':')));
      }
    }
    return names;
  }

  /**
   * Fills in the counters.
   *
   * @param names of the interfaces that are wanted, with a colon behind them
   */
  static void parse(Lines lines, byte[][] names, long[] row) {
    int expected = 0;
    for (int line = 0; lines.next(); line++) {
      if (line < HEADER) {
        continue;
      }
      int index = find(lines, names, expected);
      if (index >= 0) {
        counters(lines, index * WIDTH, row);
        expected = index + 1;
      }
    }
  }

  /** They come in the same order as a rule. */
  private static int find(Lines lines, byte[][] names, int expected) {
    lines.skipBlanks();
    for (int i = 0; i < names.length; i++) {
      int index = (expected + i) % names.length;
      if (lines.skip(names[index])) {
        return index;
      }
    }
    return -1;
  }

  private static void counters(Lines lines, int slot, long[] row) {
    for (int i = 0; i < EACH_WAY; i++) {
      row[slot + i] = lines.number();
    }
    // fifo, frame, compressed, multicast
    lines.skipWords(4);
    for (int i = EACH_WAY; i < WIDTH; i++) {
      row[slot + i] = lines.number();
    }
  }
}
