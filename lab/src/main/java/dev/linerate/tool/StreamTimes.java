package dev.linerate.tool;

/**
 * How far the rows of one stream have come, printed in hundredths of a second.
 *
 * @param omitted where the omitted time ended, s; below 0 when there was none
 * @param counted where the counted time has come to, s; below 0 before its first row
 */
record StreamTimes(double omitted, double counted) {
  /** As far as the end of a row and the start of the next may be apart. */
  static final double TOLERANCE = 0.011;

  /** Before the first row. */
  static final StreamTimes NONE = new StreamTimes(-1, -1);

  boolean isNone() {
    return omitted < 0 && counted < 0;
  }

  /** Seconds; 0 before the first counted row. */
  double end() {
    return Math.max(0, counted);
  }

  StreamTimes after(Iperf3TextRow row) {
    return row.omitted()
        ? new StreamTimes(row.end(), counted)
        : new StreamTimes(omitted, row.end());
  }

  /** Whether the row is the next one. */
  boolean continues(Iperf3TextRow row) {
    if (row.omitted()) {
      return counted < 0 && near(row.start(), omitted);
    }
    return counted < 0 ? begins(row) : near(row.start(), counted);
  }

  /** The clock starts anew after the omitted time, which 3.12 forgets in its first row. */
  private boolean begins(Iperf3TextRow row) {
    return row.start() <= TOLERANCE || near(row.start(), omitted);
  }

  /** Whether it has come as far as the row of another stream. */
  boolean endsWith(Iperf3TextRow row) {
    return near(row.end(), row.omitted() ? omitted : counted);
  }

  /** Where the row begins, s: at 0 after the omitted time, whatever it says. */
  double start(Iperf3TextRow row) {
    return !row.omitted() && omitted >= 0 && counted < 0 ? 0 : row.start();
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE;
  }
}
