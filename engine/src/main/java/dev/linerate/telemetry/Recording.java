package dev.linerate.telemetry;

import java.util.Arrays;

/**
 * The numbers of one source, a row a pass, as they were read: counters are not yet differences. A
 * source that came later has no rows for the passes before. For one thread.
 */
final class Recording {
  private static final int FIRST_ROWS = 64;

  private final Source source;
  private final int width;
  private final long[] row;

  /** The first pass it was there for. */
  private int first;

  private int rows;
  private long[] cells;

  Recording(Source source, int first) {
    this.source = source;
    this.first = first;
    width = source.width();
    row = new long[width];
    cells = new long[FIRST_ROWS * width];
  }

  Source source() {
    return source;
  }

  /** Parses what the source has read into a new row. */
  void add(Lines lines) {
    Arrays.fill(row, Column.ABSENT);
    source.parse(lines, row);
    int at = rows * width;
    if (at + width > cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    System.arraycopy(row, 0, cells, at, width);
    rows++;
  }

  /** Forgets all rows; the next one is that of the first pass. */
  void clear() {
    first = 0;
    rows = 0;
  }

  /** The number as it was read last; absent when there is none. */
  long last(int number) {
    return rows == 0 ? Column.ABSENT : cells[(rows - 1) * width + number];
  }

  /** Keeps the passes with an even number. */
  void halve() {
    int kept = 0;
    for (int i = first % 2; i < rows; i += 2) {
      System.arraycopy(cells, i * width, cells, kept * width, width);
      kept++;
    }
    rows = kept;
    first = (first + 1) / 2;
  }

  /** A counter's growth from pass to pass; absent where it went backwards. */
  Column growth(int number, int passes) {
    return growth(number, passes, 0, 1, 1);
  }

  /** The same of a counter that starts again from 0 at {@code wrap}. */
  Column wrappingGrowth(int number, int passes, long wrap) {
    return growth(number, passes, wrap, 1, 1);
  }

  /** The same in another unit: {@code times / by} of its own. */
  Column growth(int number, int passes, long times, long by) {
    return growth(number, passes, 0, times, by);
  }

  private Column growth(int number, int passes, long wrap, long times, long by) {
    long[] values = new long[Math.max(0, passes - 1)];
    for (int i = 0; i < values.length; i++) {
      long from = at(number, i);
      long to = at(number, i + 1);
      boolean known = from != Column.ABSENT && to != Column.ABSENT;
      // by parts, so that what is rounded off does not add up
      long growth = scaled(to, times, by) - scaled(from, times, by) + (to < from ? wrap : 0);
      values[i] = known && growth >= 0 ? growth : Column.ABSENT;
    }
    return Column.wrap(values);
  }

  private static long scaled(long value, long times, long by) {
    return value * times / by;
  }

  /** What it was at the end of each sample. */
  Column gauge(int number, int passes) {
    long[] values = new long[Math.max(0, passes - 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(number, i + 1);
    }
    return Column.wrap(values);
  }

  /** How often it was seen to be another than before; absent where it is not known. */
  Column changes(int number, int passes) {
    long[] values = new long[Math.max(0, passes - 1)];
    for (int i = 0; i < values.length; i++) {
      long from = at(number, i);
      long to = at(number, i + 1);
      boolean known = from != Column.ABSENT && to != Column.ABSENT;
      values[i] = known ? (from == to ? 0 : 1) : Column.ABSENT;
    }
    return Column.wrap(values);
  }

  private long at(int number, int pass) {
    return pass < first || pass >= first + rows
        ? Column.ABSENT
        : cells[(pass - first) * width + number];
  }
}
