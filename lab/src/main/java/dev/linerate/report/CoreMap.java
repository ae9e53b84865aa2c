package dev.linerate.report;

import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreState;
import dev.linerate.telemetry.Telemetry;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How busy each core was over time: a row for each core, a cell for each slice.
 *
 * @param idle cores without a row: no thread of the traffic was there, and they did next to nothing
 * @param others cores without a row that did something, but less than those shown
 */
record CoreMap(List<Slice> slices, List<Row> rows, int idle, int others) {
  /** So many cores have a row each, whatever they did. */
  static final int ALL = 32;

  /** More rows than these nobody compares. */
  static final int MOST = 64;

  /** Of a core's time: one that did less was idle. */
  static final double IDLE = 0.05;

  /** A legend has so many shades. */
  static final int SHADES = 10;

  private static final int ROW = 10;
  private static final int CELL = 9;
  private static final double WIDTH = 1000;

  /**
   * One core.
   *
   * @param traffic whether a thread of the traffic was seen on it
   * @param mean share of the whole time that it was busy
   */
  record Row(CoreSeries series, boolean traffic, OptionalDouble mean) {
    int core() {
      return series.core();
    }

    /** {@code 97 %}; a dash where nothing is known. */
    String meanText() {
      return mean.isEmpty() ? "–" : Text.decimals(0, mean.getAsDouble() * 100) + " %";
    }

    OptionalDouble busy(Slice slice) {
      return series.time().busy(slice.from(), slice.to());
    }

    OptionalDouble share(CoreState state, Slice slice) {
      return series.time().share(state, slice.from(), slice.to());
    }
  }

  static CoreMap of(Telemetry telemetry, List<Slice> slices) {
    if (slices.isEmpty()) {
      return new CoreMap(slices, List.of(), 0, 0);
    }
    Set<Integer> traffic = trafficCores(telemetry);
    List<Row> all = telemetry.cores().stream().map(core -> row(core, traffic, slices)).toList();
    List<Row> worth = all.size() <= ALL ? all : all.stream().filter(CoreMap::worthShowing).toList();
    List<Row> shown =
        worth.stream()
            .sorted(BUSIEST_FIRST)
            .limit(MOST)
            .sorted(Comparator.comparingInt(Row::core))
            .toList();
    return new CoreMap(slices, shown, all.size() - worth.size(), worth.size() - shown.size());
  }

  private static final Comparator<Row> BUSIEST_FIRST =
      Comparator.comparing(Row::traffic)
          .thenComparingDouble(row -> row.mean().orElse(0))
          .reversed();

  private static Row row(CoreSeries core, Set<Integer> traffic, List<Slice> slices) {
    OptionalDouble mean = core.time().busy(slices.getFirst().from(), slices.getLast().to());
    return new Row(core, traffic.contains(core.core()), mean);
  }

  private static boolean worthShowing(Row row) {
    return row.traffic() || row.mean().orElse(0) > IDLE;
  }

  private static Set<Integer> trafficCores(Telemetry telemetry) {
    return telemetry.threads().stream()
        .map(thread -> thread.core())
        .flatMapToLong(Column::known)
        .mapToObj(core -> (int) core)
        .collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** What is not shown: {@code 96 idle cores are left out}; empty when all are. */
  String left() {
    return Stream.of(left(idle, "idle"), left(others, "less busy"))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String left(int count, String which) {
    return switch (count) {
      case 0 -> "";
      case 1 -> "1 " + which + " core is left out";
      default -> count + " " + which + " cores are left out";
    };
  }

  /** Cells as one path a shade, so that a machine of 128 cores stays a small file. */
  String svg(double seconds) {
    StringBuilder[] shades =
        IntStream.range(0, SHADES).mapToObj(_ -> new StringBuilder()).toArray(StringBuilder[]::new);
    for (int row = 0; row < rows.size(); row++) {
      for (Slice slice : slices) {
        OptionalDouble busy = rows.get(row).busy(slice);
        if (busy.isPresent()) {
          cell(shades[shade(busy.getAsDouble())], row, slice, seconds);
        }
      }
    }
    StringBuilder svg = new StringBuilder();
    svg.append("<svg viewBox=\"0 0 1000 %d\"".formatted(rows.size() * ROW))
        .append(" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for (int shade = 0; shade < SHADES; shade++) {
      if (!shades[shade].isEmpty()) {
        svg.append("<path class=\"shade h%d\" d=\"%s\"/>".formatted(shade, shades[shade]));
      }
    }
    return svg.append("</svg>").toString();
  }

  private static void cell(StringBuilder path, int row, Slice slice, double seconds) {
    double left = WIDTH * slice.start() / seconds;
    double right = WIDTH * slice.end() / seconds;
    path.append("M" + Xml.number(left) + " " + row * ROW)
        .append("H" + Xml.number(right) + "v" + CELL + "H" + Xml.number(left) + "z");
  }

  /** 0 … 9: each a tenth. */
  static int shade(double busy) {
    // a tenth is 0.0999… when it is computed from what was idle
    return Math.clamp((int) (busy * SHADES + 1e-9), 0, SHADES - 1);
  }
}
